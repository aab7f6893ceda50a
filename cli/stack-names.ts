import { readdirSync } from "node:fs";

/** Names of the stacks whose files are in a folder. */
export function stacksIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

/** What is wrong with the name of a stack, and which there are. */
export function noSuchStack(stack: string | undefined, folder: string): string | undefined {
  const stacks = stacksIn(folder);
  if (stack !== undefined && stacks.includes(stack)) return undefined;
  const found = stacks.length > 0 ? `there are ${stacks.join(", ")}` : "there are none; dolphinpod init makes one";
  // Where words are handed on, an option before the stack takes its place.
  if (!stack) return `Which stack? It comes first, and ${found}.`;
  return `No file Pulumi.${stack}.yaml: ${found}.`;
}
