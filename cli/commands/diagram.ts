import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Argv } from "yargs";
import { type Format, formats } from "../../delivery/diagram/draw.ts";
import { type Common, define, stackFilesOption, stackOption } from "../command.ts";
import { type Outcome, success } from "../outcome.ts";

interface Options {
  readonly stack?: string | undefined;
  readonly stacks?: string;
  readonly format?: Format;
  readonly out?: string | undefined;
}

/** A picture of what a stack will run and who calls whom, from its file alone. */
export async function diagram(options: Options, folder: string): Promise<Outcome> {
  const { format = "svg", out, stack, stacks = "." } = options;
  const { loadStack, refusal } = await import("../stacks.ts");
  const loaded = loadStack(stack, resolve(folder, stacks));
  if (!loaded.ok) return refusal(loaded);
  const [{ diagramOf }, { draw }] = await Promise.all([
    import("../../delivery/diagram/index.ts"),
    import("../../delivery/diagram/draw.ts"),
  ]);
  const model = diagramOf(loaded.spec);
  const text = await draw(model, format);
  if (out === undefined) return success(text.trimEnd(), model);
  const file = resolve(folder, out);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return success(`wrote ${out}`, { file: out });
}

export const command = define({
  details: "It asks no cluster and no engine: the picture is of the specification, whether it runs or not.",
  examples: [
    ["diagram prod --out prod.svg", "a picture, light or dark as its reader's screen is"],
    ["diagram prod --format mermaid", "the same for Markdown, as a flowchart of Mermaid"],
  ],
  json: "`title`, `description`, `groups`, `nodes`, `edges`; with --out `file`",
  options: (yargs: Argv<Common>) =>
    stackFilesOption(stackOption(yargs))
      .option("format", { choices: formats, default: "svg" as const, describe: "form of the picture" })
      .option("out", { type: "string", describe: "file for the picture; default: the terminal" }),
  run: diagram,
});
