import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectRoot } from "../lab/paths.ts";
import type { Preview, ResourceState } from "./workspace.ts";

/** What the engine prints in place of a value that it does not know yet. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Stacks whose objects are kept under test/golden, and the file each is made from. */
export const goldenStacks = {
  dev: join(projectRoot(), "Pulumi.dev.yaml"),
  full: join(projectRoot(), "test", "fixtures", "stacks", "Pulumi.full.yaml"),
  prod: join(projectRoot(), "Pulumi.prod.yaml"),
} as const;

export type Golden = Readonly<Record<string, string>>;

/** One file an object, with sorted keys and masked secrets, from what the engine plans. */
export function goldenFiles({ steps }: Preview): Golden {
  const objects = steps.flatMap(({ newState }) => (newState?.custom && newState.inputs ? [newState] : []));
  const files = objects
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map((state) => [fileName(state), text(state)]);
  return Object.fromEntries(files.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}

function fileName({ inputs, type, urn }: ResourceState): string {
  const kind = type.split(":").at(-1) ?? "";
  const metadata = inputs?.["metadata"] as { readonly name?: string } | undefined;
  return `${kind}.${metadata?.name ?? urn.split("::").at(-1)}.yaml`;
}

/** What is protected says so first: no input shows it. */
function text({ inputs, protect, retainOnDelete }: ResourceState): string {
  const marks = protect ? `# protected${retainOnDelete ? ", kept when it leaves the program" : ""}\n` : "";
  return marks + stringify(masked(inputs), { lineWidth: 0, sortMapEntries: true, version: "1.1" });
}

/** A Secret's values are masked by name as well as by the engine, so that no mistake can put one into a file. */
function masked(value: unknown, secret = isSecret(value)): unknown {
  if (value === unknownValue) return "[unknown]";
  if (Array.isArray(value)) return value.map((item) => masked(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      secret && (key === "data" || key === "stringData") ? [key, hidden(item)] : [key, masked(item)],
    ),
  );
}

const isSecret = (value: unknown) =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "Secret";

function hidden(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return "[secret]";
  return Object.fromEntries(Object.keys(data).map((key) => [key, "[secret]"]));
}

const folder = (stack: string) => join(projectRoot(), "test", "golden", stack);

export function readGolden(stack: string): Golden {
  const names = readdirSync(folder(stack)).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder(stack), name), "utf8")]));
}

export function writeGolden(stack: string, golden: Golden): void {
  rmSync(folder(stack), { recursive: true, force: true });
  mkdirSync(folder(stack), { recursive: true });
  for (const [name, content] of Object.entries(golden)) writeFileSync(join(folder(stack), name), content);
}
