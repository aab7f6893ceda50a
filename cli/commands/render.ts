import { resolve } from "node:path";
import type { Argv } from "yargs";
import { type Common, define, stackFilesOption, stackOption } from "../command.ts";
import type { Outcome } from "../outcome.ts";

interface Options {
  readonly stack?: string | undefined;
  readonly stacks?: string;
  readonly out: string;
  readonly check?: boolean;
  readonly import?: string | undefined;
}

/** The environment as a folder of YAML for Argo CD. */
export async function render(options: Options, folder: string): Promise<Outcome> {
  const { check = false, out, stack, stacks = "." } = options;
  const { loadStack, refusal } = await import("../stacks.ts");
  const stackFiles = resolve(folder, stacks);
  const loaded = loadStack(stack, stackFiles);
  if (!loaded.ok) return refusal(loaded);
  const { deliver } = await import("../reports/render.ts");
  const importFile = options.import === undefined ? undefined : resolve(folder, options.import);
  return deliver(loaded, { check, importFile, out, stackFiles, target: resolve(folder, out) });
}

export const command = define({
  details:
    "The same objects as `up`, one file each, with the order in which Argo CD is to apply them, and without a secret. " +
    "What would need one ends with 1 and names it: docs/gitops.md. Files of an earlier rendering that are no objects " +
    "any more are removed; others in the folder stay.",
  examples: [
    ["render prod --out ../environments/prod", "the folder to commit"],
    ["render prod --out . --import import.json", "and what takes its objects back into a stack"],
    [
      "render -s prod --out ../environments/prod --check",
      "ends with 1 where the folder is not what the stack file says",
    ],
  ],
  json: "`stack`, `chart` with its `source`, `files`, how the folder `differs`, what is `outside` of it, `entries` of the store, `argocd`, the arguments of GitopsEnvironment, and a `warning` where the objects are not for a cluster",
  options: (yargs: Argv<Common>) =>
    stackFilesOption(stackOption(yargs).alias("stack", "s"))
      .option("out", { type: "string", demandOption: true, describe: "folder that gets the files" })
      .option("import", {
        type: "string",
        describe: "file for `pulumi import --file`, to bring the objects into a stack",
      })
      .option("check", { type: "boolean", default: false, describe: "write nothing, only compare" }),
  run: render,
});
