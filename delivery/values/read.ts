import { LineCounter, parseDocument } from "yaml";
import { isRecord, type Problem } from "../../stacks/config/problems.ts";
import { mergeValues } from "./tree.ts";
import type { Values } from "./types.ts";

export interface ValuesFile {
  readonly name: string;
  readonly text: string;
}

export type Read =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One set of values from the files of `helm -f a.yaml -f b.yaml`, in that order. */
export function readValues(files: readonly ValuesFile[]): Read {
  const read = files.map(parsed);
  const problems = read.flatMap((it) => (it.ok ? [] : it.problems));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, values: mergeValues(read.flatMap((it) => (it.ok ? [it.values] : []))) };
}

function parsed({ name, text }: ValuesFile): Read {
  const lineCounter = new LineCounter();
  // Helm takes a key that stands twice; the last one counts.
  const document = parseDocument(text, { lineCounter, uniqueKeys: false, merge: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0]);
    // The rest of the message quotes the line, which may hold a password.
    return { ok: false, problems: [problem(`${name}, line ${line}`, error.code.toLowerCase().replaceAll("_", " "))] };
  }
  const content: unknown = document.toJS() ?? {};
  if (isRecord(content)) return { ok: true, values: content };
  return { ok: false, problems: [problem(name, "something else than an object")] };
}

function problem(path: string, received: string): Problem {
  return {
    path,
    received,
    allowed: "YAML with the values of the chart",
    fix: "Give the file that helm takes with -f.",
  };
}
