import type { Argv } from "yargs";
import type { Outcome } from "./outcome.ts";

/** What every command is given. */
export interface Common {
  readonly json: boolean;
}

/** Words that a command hands on to another program, in their order. */
export interface Rest {
  readonly rest?: readonly string[];
}

/**
 * One command. Its file is read for `--help` and for completion too, so it imports what is heavy inside of `run`, when it
 * is needed: `const { renderSpec } = await import("../../stacks/check/index.ts")`.
 */
export interface Command<Options = never> {
  /** Words after `dolphinpod`, and what they do. */
  readonly examples: readonly (readonly [words: string, what: string])[];
  /** What the help says beyond the command's one line: files, defaults, exit codes of its own. */
  readonly details?: string;
  /** What `--json` prints, for the help and docs/cli.md. */
  readonly json: string;
  /** Positionals and options. `--json` is there already. */
  readonly options: (yargs: Argv<Common>) => Argv<Options>;
  /** `unknown`: options that the command does not know are in `rest`. `all`: so is everything after its own options. */
  readonly passesOn?: "unknown" | "all";
  readonly run: (options: Options & Rest, folder: string) => Outcome | Promise<Outcome>;
}

/** Holds a command's function to the options that it declares. */
export function define<Options>(command: Command<Options>): Command {
  return command as unknown as Command;
}

/** The positional of commands that work on one stack. */
export function stackOption<T>(yargs: Argv<T>) {
  const describe = "name of a stack; its file is Pulumi.<stack>.yaml";
  return yargs.positional("stack", { type: "string", alias: "s", describe });
}

/** The option of commands that read a stack file and nothing else of the folder. */
export function stackFilesOption<T>(yargs: Argv<T>) {
  return yargs.option("stacks", { type: "string", default: ".", describe: "folder of the stack files" });
}
