import type { Arguments } from "yargs";
import { completions } from "./completion.ts";
import { failure, misuse, type Outcome, success } from "./outcome.ts";
import { type Loaded, named, parser } from "./parser.ts";

/** What came of the words, and whether it is asked for as JSON. */
export interface Answer {
  readonly outcome: Outcome;
  readonly json: boolean;
}

/** Runs the command that the words name. */
export async function main(given: readonly string[], folder: string): Promise<Answer> {
  const loaded = await named(given);
  if (given[0] === "--get-completions") {
    return { outcome: success(completions(given.slice(1), loaded, folder).join("\n")), json: false };
  }
  const words = handedOn(given, loaded);
  const end = words.indexOf("--");
  const json = (end < 0 ? words : words.slice(0, end)).some((word) => /^--json(=true)?$/.test(word));
  return { outcome: await answer(words, loaded, folder), json };
}

async function answer(words: readonly string[], loaded: Loaded | undefined, folder: string): Promise<Outcome> {
  const { given, said } = parse(words, loaded);
  if (given === undefined || loaded === undefined) return said;
  const other = stackOption(words)?.name;
  if (loaded.entry.positionals.includes("stack") && other !== undefined && other !== given["stack"]) {
    return misuse(`Which stack, ${given["stack"]} or ${other}? Name one.`);
  }
  try {
    const rest = [...given._.slice(1).map(String), ...((given["--"] as string[] | undefined) ?? [])];
    return await loaded.command.run({ ...given, rest } as never, folder);
  } catch (error) {
    if (process.env["DOLPHINPOD_DEBUG"]) throw error;
    return failure(error instanceof Error ? error.message : String(error));
  }
}

interface Parsed {
  /** Undefined where there is nothing to run: help was asked for, or the words make no sense. */
  readonly given: Arguments | undefined;
  readonly said: Outcome;
}

function parse(words: readonly string[], loaded: Loaded | undefined): Parsed {
  let given: Arguments | undefined;
  let said = success("");
  const complaints: string[] = [];
  const listener = { given: (argv: Arguments) => (given = argv), wrong: (it: string) => complaints.push(it) };
  // No parsing or command here is asynchronous, so the answer is there when the call returns.
  parser(loaded, listener).parse(words, {}, (_, __, output) => {
    said = success(output);
  });
  if (complaints.length === 0) return { given, said };
  const hint = `dolphinpod ${loaded ? `${loaded.entry.name} ` : ""}--help tells how it is used.`;
  return { given: undefined, said: misuse(`${complaint(complaints, words, loaded)}\n${hint}`) };
}

/** The words as yargs has to see them, where some are not for this program. */
function handedOn(words: readonly string[], loaded: Loaded | undefined): readonly string[] {
  if (loaded?.command.passesOn === undefined) return words;
  const end = words.indexOf(loaded.entry.name) + 1;
  if (loaded.command.passesOn === "unknown") return [...words.slice(0, end), ...stackFirst(words.slice(end))];
  // All words go to another program: none of them is taken for an option of this one.
  const own = words.slice(end).findIndex((word) => word !== "--lab" && word !== "--json");
  const at = own < 0 ? words.length : end + own;
  return words[at] === "--" ? words : [...words.slice(0, at), "--", ...words.slice(at)];
}

/** The stack may be named as Pulumi does it; where options are handed on, yargs knows it by its place alone. */
function stackFirst(words: readonly string[]): readonly string[] {
  const named = stackOption(words);
  if (named === undefined) return words;
  const others = words.toSpliced(named.at, named.words);
  const isNamedTwice = others[0] !== undefined && !others[0].startsWith("-");
  return isNamedTwice && others[0] !== named.name ? words : [named.name, ...others.slice(isNamedTwice ? 1 : 0)];
}

interface StackOption {
  readonly name: string;
  /** Where it is, and of how many words. */
  readonly at: number;
  readonly words: 1 | 2;
}

function stackOption(words: readonly string[]): StackOption | undefined {
  const at = words.findIndex((word) => /^(-s|--stack(=.*)?|--)$/.test(word));
  if (at < 0 || words[at] === "--") return undefined;
  const [option = "", next = ""] = words.slice(at);
  const equals = option.indexOf("=");
  return equals < 0 ? { name: next, at, words: 2 } : { name: option.slice(equals + 1), at, words: 1 };
}

/** yargs first guesses what was meant, and says then what it does not know. */
function complaint(complaints: readonly string[], words: readonly string[], loaded: Loaded | undefined): string {
  const unknown = loaded ? undefined : words.find((word) => !word.startsWith("-"));
  if (unknown === undefined) return complaints.join("\n");
  const guess = complaints.find((it) => it.startsWith("Did you mean"));
  return [`Unknown command: ${unknown}.`, guess].filter(Boolean).join(" ");
}
