import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readFindings, together } from "../delivery/comment/findings.ts";
import { comment } from "../delivery/comment/index.ts";
import { readPreview } from "../delivery/preview/document.ts";
import { parseJson } from "../policies/sources/read.ts";
import { exportedObjects } from "../policies/sources/state.ts";
import { failure, type Outcome, runAsCommand } from "./stacks.ts";

const usage = `usage: npm run preview:comment -- <preview.json>... | --folder <folder> [options]
Makes one Markdown comment of the output of pulumi preview --json.
  --folder <folder>  takes what npm run preview left in the folders of this one, reports and all
  --findings <file>  report of npm run policy or policy:change, json or sarif; may be given several times
  --export <file>    output of pulumi stack export: what is, for sums over the whole; may be given several times
  --whole <where>    where the whole preview is, for what has no room: an address; default: pulumi preview --diff
  --out <file>       where the comment goes; default: the terminal`;

/** What `npm run preview:comment` says. */
export function previewComment(args: readonly string[], folder: string): Outcome {
  const asked = readArguments(args);
  if (!asked || asked.positionals.length > 0 === (asked.values.folder !== undefined)) return failure(usage);
  const { values } = asked;
  const found = values.folder === undefined ? undefined : filesOf(resolve(folder, values.folder));
  const files = found?.previews ?? asked.positionals;
  if (files.length === 0) throw new Error(`--folder: there is no preview.json in the folders of ${values.folder}.`);
  const read = (file: string): unknown => parseJson(file, readFileSync(resolve(folder, file), "utf8"));
  const states = (values.export ?? []).flatMap((file) => {
    const state = exportedObjects(read(file));
    if (state === undefined) throw new Error(`--export: ${file} is no output of pulumi stack export.`);
    return state;
  });
  const previews = files.map((file) => {
    const document = read(file);
    const { stack } = readPreview(document, file);
    return readPreview(
      document,
      file,
      states.filter(({ urn }) => urn?.startsWith(`urn:pulumi:${stack}::`)),
    );
  });
  const reports = [...(found?.findings ?? []), ...(values.findings ?? [])];
  const reported = reports.length > 0 ? together(reports.map((file) => readFindings(read(file), file))) : undefined;
  const output = comment(previews, { reported, whole: values.whole });
  if (values.out === undefined) return { exitCode: 0, output, errors: "" };
  writeFileSync(resolve(folder, values.out), output);
  return { exitCode: 0, output: "", errors: "" };
}

/** What npm run preview writes; a preview that failed has no reports. */
function filesOf(folder: string) {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((it) => it.isDirectory());
  const of = (...names: readonly string[]) =>
    folders
      .map(({ name }) => join(folder, name))
      .sort()
      .flatMap((path) => names.map((name) => join(path, name)))
      .filter((file) => existsSync(file));
  return { previews: of("preview.json"), findings: of("policies.json", "changes.json") };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      allowPositionals: true,
      args: [...args],
      options: {
        folder: { type: "string" },
        export: { type: "string", multiple: true },
        findings: { type: "string", multiple: true },
        out: { type: "string" },
        whole: { type: "string", default: "pulumi preview --diff" },
      },
    });
  } catch {
    return undefined;
  }
}

runAsCommand(import.meta.url, previewComment);
