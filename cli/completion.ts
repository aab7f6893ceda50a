import { commands } from "./commands/index.ts";
import { type Loaded, optionsOf } from "./parser.ts";
import { stacksIn } from "./stack-names.ts";

/** What could come next after words of which the last is being typed. Nothing means: a file. */
export function completions(words: readonly string[], loaded: Loaded | undefined, folder: string): readonly string[] {
  const [current = "", previous = ""] = [...words].reverse();
  if (loaded === undefined) return commands.map(({ name }) => name).filter((it) => it.startsWith(current));
  const { choices, flags, names } = optionsOf(loaded.command);
  const option = previous.replace(/^--/, "");
  const stacks = loaded.entry.positionals.includes("stack") ? stacksIn(folder) : [];
  const possible = current.startsWith("-")
    ? names.map((name) => `--${name}`).filter((it) => !words.slice(0, -1).includes(it))
    : previous.startsWith("--") && !flags.includes(option)
      ? (choices[option] ?? (option === "stack" ? stacks : []))
      : loaded.entry.positionals.flatMap((it) => (it === "stack" ? stacks : (choices[it] ?? [])));
  return possible.filter((it) => it.startsWith(current));
}
