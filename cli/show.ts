import { stripVTControlCharacters, styleText } from "node:util";
import type { Outcome } from "./outcome.ts";

interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Says what came of a command, and gives the exit code. */
export function show(outcome: Outcome, json: boolean, { stderr, stdout }: Streams = process): number {
  const { errors, exitCode, output } = outcome;
  if (json) stdout.write(`${asJson(outcome, stdout)}\n`);
  if (output && !json) write(stdout, output);
  if (errors && !json) write(stderr, output ? `\n${errors}` : errors);
  return exitCode;
}

/**
 * What a command has to say to a program: its data, or the texts that it has for people. On one line, which a workflow
 * can take for an output; indented at a terminal.
 */
function asJson({ data, errors, output }: Outcome, { isTTY }: NodeJS.WriteStream): string {
  const plain = stripVTControlCharacters;
  const texts = { ...(output ? { output: plain(output) } : {}), ...(errors ? { errors: plain(errors) } : {}) };
  return JSON.stringify(data ?? texts, undefined, isTTY ? 2 : undefined);
}

/** Colours reach a terminal that wants them, and nothing else. */
function write(stream: NodeJS.WriteStream, text: string): void {
  const coloured = styleText("red", "x", { stream }) !== "x";
  stream.write(`${coloured ? text : stripVTControlCharacters(text)}\n`);
}
