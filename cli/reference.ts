import type { Command } from "./command.ts";
import { commands, type Entry } from "./commands/index.ts";
import { exitCodes } from "./outcome.ts";

const introduction = `# The command line

<!-- Generated from cli/ by \`npm run docs\`. Do not edit. -->

\`npx dolphinpod <command>\` in the repository, from a fresh clone on: it installs the dependencies and the pinned Node.js
where they are missing. \`npm run <command> -- <words>\` is the same for those commands that package.json names
(\`policy:change\` is \`policy-change\`, \`preview:comment\` is \`comment\`, \`pulumi\` is \`pulumi --lab\`). The package that
\`npm run build\` makes brings \`dolphinpod\` too; it works on the stack files of the folder that it is called in. What
needs the lab or writes lock files works in the repository alone, and says so.

\`dolphinpod <command> --help\` has what is below. The stack comes first, or as Pulumi names it, \`-s dev\`.

## JSON

Every command has \`--json\`: one document on standard output, on one line unless that is a terminal, and nothing else
there. Keys are only added from version to version. Where a command could not get as far as its answer, the document is
\`{"errors": "..."}\`, with \`output\` where there was any. The exit code is the same with and without it.

## Terminal

Answers go to standard output; warnings, errors, questions and progress go to standard error. A step that takes longer
than five seconds says so, and for how long. Colours are for terminals: \`NO_COLOR=1\` takes them away, \`FORCE_COLOR=1\`
brings them into a pipe. \`DOLPHINPOD_DEBUG=1\` shows where an error was thrown. Nothing is asked where nobody is at the
terminal.

\`\`\`sh
npx dolphinpod completion bash >> ~/.bashrc    # commands, options, their values, stacks
dolphinpod completion zsh >> ~/.zshrc      # after compinit
\`\`\``;

/** docs/cli.md: every command with its options and examples, what \`--json\` prints, and what exit codes mean. */
export async function cliReference(): Promise<string> {
  const loaded = await Promise.all(commands.map(async (entry) => ({ entry, command: (await entry.load()).command })));
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `| ${code} | ${meaning} |`);
  return `${[
    introduction,
    `## Exit codes\n\n${["| Code | Meaning |", "| --- | --- |", ...codes].join("\n")}`,
    `## Commands\n\n${loaded.map(({ entry }) => `- [\`${entry.name}\`](#${entry.name}): ${entry.about}`).join("\n")}`,
    ...loaded.map(({ command, entry }) => section(entry, command)),
  ].join("\n\n")}\n`;
}

function section({ about, name, words }: Entry, command: Command): string {
  const width = Math.max(...command.examples.map(([call]) => call.length));
  const examples = command.examples.map(([call, what]) => `dolphinpod ${call.padEnd(width)}    # ${what}`);
  const options = optionsOf(command).toSorted((a, b) => Number(b.positional) - Number(a.positional));
  return [
    `### ${name}`,
    `\`dolphinpod ${words}\`: ${about}.`,
    ...(command.details === undefined ? [] : [inMarkdown(command.details)]),
    `\`\`\`sh\n${examples.join("\n")}\n\`\`\``,
    ["| Option | What it is | Default |", "| --- | --- | --- |", ...options.map(row)].join("\n"),
    `With \`--json\`: ${command.json}.`,
  ].join("\n\n");
}

/** Texts are written for a terminal: what Markdown would take for HTML becomes code. */
function inMarkdown(text: string): string {
  return text.replace(/<!--.*?-->|[\w.-]*<[^>]+>[\w.]*/g, "`$&`").replace(/\s+/g, " ");
}

interface Option {
  readonly name: string;
  readonly alias?: string;
  readonly choices?: readonly string[];
  readonly default?: unknown;
  readonly describe?: string;
  readonly positional: boolean;
}

function row({ alias, choices, default: initial, describe = "", name, positional }: Option): string {
  const option = positional ? `\`<${name}>\`${alias ? `, \`-${alias}\`` : ""}` : `\`--${name}\``;
  const what = [describe, ...(choices === undefined ? [] : [`one of ${choices.join(", ")}`])].join("; ");
  const empty = initial === undefined || initial === false || (Array.isArray(initial) && initial.length === 0);
  return `| ${option} | ${inMarkdown(what)} | ${empty ? "" : `\`${initial}\``} |`;
}

/** The options that a command declares, without yargs: whatever else is declared is let through. */
function optionsOf({ options }: Command): readonly Option[] {
  const found: Option[] = [];
  const aliases = new Map<string, string>();
  const declare = (positional: boolean) => (name: string, about: Omit<Option, "name" | "positional">) => {
    found.push({ ...about, name, positional });
    return recorder;
  };
  const known: Readonly<Record<string, unknown>> = {
    alias: (name: string, alias: string) => {
      aliases.set(name, alias);
      return recorder;
    },
    option: declare(false),
    positional: declare(true),
  };
  const recorder: unknown = new Proxy(known, { get: (_, name: string) => known[name] ?? (() => recorder) });
  options(recorder as Parameters<typeof options>[0]);
  return found.map((it) => ({ ...it, ...(aliases.has(it.name) ? { alias: aliases.get(it.name) as string } : {}) }));
}
