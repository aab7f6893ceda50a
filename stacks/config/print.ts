import type { Origin } from "./origins.ts";
import { isRecord } from "./problems.ts";
import type { EnvironmentSpec } from "./spec.ts";

interface Line {
  readonly text: string;
  readonly origin: Origin | "";
}

/** Lines longer than this do not push the column of the origins to the right. */
const widest = 72;

/** The specification as lines like YAML, each value with the layer it came from in a column of its own. */
export function printSpec(spec: EnvironmentSpec, origins: Readonly<Record<string, Origin>>): string {
  const lines = linesOf(spec, [], origins);
  const width = Math.max(...lines.map(({ text }) => text.length).filter((length) => length <= widest));
  return lines.map(({ text, origin }) => (origin ? `${text.padEnd(width)}  ${origin}` : text)).join("\n");
}

function linesOf(tree: object, path: readonly string[], origins: Readonly<Record<string, Origin>>): Line[] {
  return Object.entries(tree).flatMap(([key, value]): Line[] => {
    const here = [...path, key];
    const label = `${"  ".repeat(path.length)}${key}:`;
    if (isRecord(value) && Object.keys(value).length > 0) {
      return [{ text: label, origin: "" }, ...linesOf(value, here, origins)];
    }
    return [{ text: `${label} ${scalar(value)}`, origin: origins[here.join(".")] ?? "" }];
  });
}

function scalar(value: unknown): string {
  if (value === undefined) return "(none)";
  if (typeof value === "string" && /^[A-Za-z][\w./:@ -]*$/.test(value)) return value;
  return JSON.stringify(value);
}
