import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Argv } from "yargs";
import { type Common, define } from "../command.ts";
import { misuse, type Outcome, success } from "../outcome.ts";

interface Options {
  readonly export?: readonly string[] | undefined;
  readonly findings?: readonly string[] | undefined;
  readonly folder?: string | undefined;
  readonly out?: string | undefined;
  readonly previews?: readonly string[] | undefined;
  readonly stacks?: string | undefined;
  readonly whole?: string;
}

/** One comment in Markdown about previews. */
export async function comment(options: Options, folder: string): Promise<Outcome> {
  const { export: exports = [], findings = [], out, previews = [], whole = "pulumi preview --diff" } = options;
  if (previews.length > 0 === (options.folder !== undefined)) {
    return misuse("Which previews? Give preview.json files, or --folder <folder>.");
  }
  const [{ readFindings, together }, { recordedPreviews }, { comment: made }, { readPreview }, { parseJson }, state] =
    await Promise.all([
      import("../../delivery/comment/findings.ts"),
      import("../../delivery/comment/recorded.ts"),
      import("../../delivery/comment/index.ts"),
      import("../../delivery/preview/document.ts"),
      import("../../policies/sources/json.ts"),
      import("../../policies/sources/state.ts"),
    ]);
  const read = (file: string): unknown => parseJson(file, readFileSync(resolve(folder, file), "utf8"));
  const states = exports.flatMap((file) => {
    const objects = state.exportedObjects(read(file));
    if (objects === undefined) throw new Error(`--export: ${file} is no output of pulumi stack export.`);
    return objects;
  });
  const given = previews.map((file) => {
    const document = read(file);
    const { stack } = readPreview(document, file);
    const own = states.filter(({ urn }) => urn?.startsWith(`urn:pulumi:${stack}::`));
    return readPreview(document, file, own);
  });
  const found =
    options.folder === undefined
      ? { previews: given, reports: [] }
      : recordedPreviews(resolve(folder, options.folder), stackNames(options.stacks));
  const reports = [...found.reports, ...findings.map((file) => readFindings(read(file), file))];
  const text = made(found.previews, { reported: reports.length > 0 ? together(reports) : undefined, whole });
  if (out !== undefined) writeFileSync(resolve(folder, out), text);
  const stacks = found.previews.map(({ stack }) => stack);
  return success(out === undefined ? text : "", { stacks, comment: text });
}

/** As `dolphinpod affected --json` and workflows write a list, or with commas. */
function stackNames(text = "[]"): readonly string[] {
  const list: unknown = text.startsWith("[") ? JSON.parse(text) : text.split(",");
  return Array.isArray(list) ? list.map(String) : [];
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
      .option("folder", {
        ...text,
        describe: "what preview --out left in preview-<stack> of this folder, reports and all",
      })
      .option("stacks", { ...text, describe: "with --folder: stacks that must be there, as affected names them" })
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
