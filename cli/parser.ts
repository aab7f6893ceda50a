import yargs, { type Arguments, type Argv } from "yargs";
import type { Command, Common } from "./command.ts";
import { commands, type Entry } from "./commands/index.ts";
import { version } from "./version.ts";

/** A command whose file is loaded. */
export interface Loaded {
  readonly entry: Entry;
  readonly command: Command;
}

/** What the parser tells: the words in order, and what is wrong with them. */
export interface Listener {
  readonly given: (argv: Arguments) => void;
  readonly wrong: (message: string) => void;
}

const nobody: Listener = { given: () => {}, wrong: () => {} };

/** The command that the words name. Only its file is loaded: `dolphinpod --help` needs none. */
export async function named(words: readonly string[]): Promise<Loaded | undefined> {
  const name = words.find((word) => commands.some((it) => it.name === word));
  const entry = commands.find((it) => it.name === name);
  return entry && { entry, command: (await entry.load()).command };
}

/** yargs with the positionals and options of one command; of the others it knows what they are for. */
export function parser(loaded?: Loaded, { given, wrong }: Listener = nobody): Argv {
  const passesOn = loaded?.command.passesOn !== undefined;
  const cli = yargs([])
    .scriptName("dolphinpod")
    .locale("en")
    .usage("$0 <command>\n\nApache DolphinScheduler on Kubernetes as a typed Pulumi program.")
    .option("json", { type: "boolean", default: false, describe: "print the answer as JSON" })
    .alias("help", "h")
    .version(version())
    .wrap(Math.min(process.stdout.columns ?? 100, 120))
    .strict(!passesOn)
    .check(nothingEmpty)
    .recommendCommands()
    .demandCommand(1, "Which command?")
    .parserConfiguration({
      "dot-notation": false,
      "parse-positional-numbers": false,
      "populate--": passesOn,
      "unknown-options-as-args": passesOn,
    })
    .fail((message, error) => wrong(message ?? error.message))
    .exitProcess(false);
  for (const entry of commands) {
    const own = entry === loaded?.entry ? loaded.command : undefined;
    cli.command(entry.words, entry.about, (it) => (own ? described(it as Argv<Common>, own) : it), given);
  }
  return cli;
}

/** `--out ""`, or `--out` at the end of the line, would be the folder that one is in. */
function nothingEmpty(given: Arguments): true {
  const empty = Object.entries(given).find(([name, value]) => name.length > 1 && [value].flat().includes(""));
  if (empty === undefined) return true;
  throw new Error(`--${empty[0]}: received nothing, allowed is a text that is not empty.`);
}

function described(yargs: Argv<Common>, { details, examples, json, options }: Command): Argv {
  const own = options(yargs).epilogue([details, `With --json: ${json}.`].filter(Boolean).join("\n\n"));
  for (const [words, what] of examples) own.example(`$0 ${words}`, what);
  return own;
}

export interface CommandOptions {
  /** Without positionals. */
  readonly names: readonly string[];
  readonly flags: readonly string[];
  /** What an option or positional may be, where it is one of a few. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/** The options of a command as yargs knows them; its declared types leave out the function that tells. */
export function optionsOf({ options }: Command): CommandOptions {
  const cli = options(yargs([]).option("json", { type: "boolean", default: false })) as unknown as {
    getOptions(): { key: object; boolean: string[]; choices: Record<string, string[]> };
    getGroups(): Record<string, string[]>;
  };
  const { boolean, choices, key } = cli.getOptions();
  const positionals = cli.getGroups()["Positionals:"] ?? [];
  // One letter is another name of something that is there already.
  const names = Object.keys(key).filter((it) => it.length > 1 && !positionals.includes(it));
  return { names, flags: boolean, choices };
}
