import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Argv } from "yargs";
import { type Common, define } from "../command.ts";
import { misuse, type Outcome, success } from "../outcome.ts";

interface Options {
  readonly export?: readonly string[] | undefined;
  readonly findings?: readonly string[] | undefined;
  readonly folder?: string | undefined;
  readonly out?: string | undefined;
  readonly previews?: readonly string[] | undefined;
  readonly whole?: string;
}

/** One comment in Markdown about previews. */
export async function comment(options: Options, folder: string): Promise<Outcome> {
  const { export: exports = [], findings = [], out, previews = [], whole = "pulumi preview --diff" } = options;
  if (previews.length > 0 === (options.folder !== undefined)) {
    return misuse("Which previews? Give preview.json files, or --folder <folder>.");
  }
  const found = options.folder === undefined ? undefined : filesOf(resolve(folder, options.folder));
  const files = found?.previews ?? previews;
  if (files.length === 0) throw new Error(`--folder: there is no preview.json in the folders of ${options.folder}.`);
  const [{ readFindings, together }, { comment: made }, { readPreview }, { parseJson }, { exportedObjects }] =
    await Promise.all([
      import("../../delivery/comment/findings.ts"),
      import("../../delivery/comment/index.ts"),
      import("../../delivery/preview/document.ts"),
      import("../../policies/sources/json.ts"),
      import("../../policies/sources/state.ts"),
    ]);
  const read = (file: string): unknown => parseJson(file, readFileSync(resolve(folder, file), "utf8"));
  const states = exports.flatMap((file) => {
    const state = exportedObjects(read(file));
    if (state === undefined) throw new Error(`--export: ${file} is no output of pulumi stack export.`);
    return state;
  });
  const documents = files.map((file) => {
    const document = read(file);
    const { stack } = readPreview(document, file);
    const own = states.filter(({ urn }) => urn?.startsWith(`urn:pulumi:${stack}::`));
    return readPreview(document, file, own);
  });
  const reports = [...(found?.findings ?? []), ...findings];
  const reported = reports.length > 0 ? together(reports.map((file) => readFindings(read(file), file))) : undefined;
  const text = made(documents, { reported, whole });
  if (out !== undefined) writeFileSync(resolve(folder, out), text);
  return success(out === undefined ? text : "", { stacks: documents.map(({ stack }) => stack), comment: text });
}

/** What preview --out writes; a preview that failed has no reports. */
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

export const command = define({
  examples: [
    ["comment --folder previews --out comment.md", "about what preview --out left in the folders of previews"],
    ["comment preview.json --findings policies.json", "about one preview and what policies say of it"],
  ],
  json: "`stacks`, `comment` in Markdown",
  options: (yargs: Argv<Common>) => {
    const text = { type: "string" } as const;
    const several = { ...text, array: true } as const;
    return yargs
      .positional("previews", { ...several, describe: "output of pulumi preview --json" })
      .option("folder", { ...text, describe: "what preview --out left in the folders of this one, reports and all" })
      .option("findings", { ...several, nargs: 1, describe: "report of policy or policy-change, json or sarif" })
      .option("export", { ...several, nargs: 1, describe: "output of pulumi stack export, for sums over the whole" })
      .option("whole", {
        ...text,
        default: "pulumi preview --diff",
        describe: "where the whole preview is: an address",
      })
      .option("out", { ...text, describe: "file for the comment; default: the terminal" });
  },
  run: comment,
});
