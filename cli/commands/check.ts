import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Argv } from "yargs";
import { type Common, define, stackFilesOption, stackOption } from "../command.ts";
import type { Outcome } from "../outcome.ts";

interface Options {
  readonly stack?: string | undefined;
  readonly stacks?: string;
  readonly yaml?: string | undefined;
}

/** Every object that an update would make, without engine, plugin, cluster or credentials. */
export async function check({ stack, stacks = ".", yaml }: Options, folder: string): Promise<Outcome> {
  const { loadStack, refusal } = await import("../stacks.ts");
  const stackFiles = resolve(folder, stacks);
  const loaded = loadStack(stack, stackFiles);
  if (!loaded.ok) return refusal(loaded);
  const { examine } = await import("../reports/check.ts");
  const { objects, outcome } = await examine(loaded, stackFiles);
  if (yaml !== undefined) {
    const { manifests } = await import("../../stacks/check/manifests.ts");
    writeFiles(resolve(folder, yaml), manifests(objects));
  }
  return outcome;
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

export const command = define({
  details: "Ends with 1 when the stack cannot be deployed as it stands.",
  examples: [
    ["check prod", "objects, warnings, policy findings"],
    ["check prod --yaml out", "every Kubernetes object as a file, secrets masked"],
  ],
  json: "`stack`, `chart` with its `source`, `warnings`, `policies` as of policy --json, and `objects`",
  options: (yargs: Argv<Common>) =>
    stackFilesOption(stackOption(yargs)).option("yaml", {
      type: "string",
      describe: "folder that gets every Kubernetes object as a file",
    }),
  run: check,
});
