import { counted } from "../../stacks/config/index.ts";
import { table } from "../table.ts";
import type { Recipe } from "./secrets.ts";
import { type Left, reasons } from "./types.ts";

export interface Secrets {
  readonly toMake: readonly Recipe[];
  readonly toCopy: readonly string[];
}

/** What a person reads after the file was written. None of it is a value, but for what a Secret may say openly. */
export function report(carried: number, left: readonly Left[], secrets: Secrets, namespace: string): string {
  return [
    `${counted(carried, "option")} from the values.`,
    ...(left.length === 0 ? [] : [notCarried(left)]),
    ...(secrets.toMake.length === 0 ? [] : [toMake(secrets.toMake, namespace)]),
    ...(secrets.toCopy.length === 0
      ? []
      : [`Secrets to copy into ${namespace} from the namespace before: ${secrets.toCopy.join(", ")}.`]),
  ].join("\n\n");
}

/** Every value that was set and is not simply carried over, those that need somebody first. */
export function ordered(left: readonly Left[]): readonly Left[] {
  const order = Object.keys(reasons);
  return left.toSorted((one, other) => order.indexOf(one.why) - order.indexOf(other.why));
}

function notCarried(left: readonly Left[]): string {
  const rows = ordered(left).map(({ path, action, why }) => [path, why, action]);
  return table(["SET IN THE VALUES", "WHY", "WHAT TO DO"], rows);
}

function toMake(recipes: readonly Recipe[], namespace: string): string {
  const lines = recipes.flatMap(({ files, literals, name, type }) => [
    "",
    ...Object.entries(files).map(([key, where]) => `# file ${key}: ${where}`),
    [
      `kubectl create secret generic ${name} --namespace ${namespace} --type ${type}`,
      ...Object.entries(literals).map(([key, text]) => `  --from-literal=${key}=${quoted(text)}`),
      ...Object.keys(files).map((key) => `  --from-file=${key}`),
    ].join(" \\\n"),
  ]);
  const title =
    "Secrets to make before the first update, each from files that hold nothing but the secret (printf, not echo: no end of line):";
  return [title, "", `kubectl create namespace ${namespace}`, ...lines].join("\n");
}

function quoted(text: string): string {
  return /^[\w./:@,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
