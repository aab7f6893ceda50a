import { counted, isRecord } from "../stacks/config/problems.ts";
import { block, code, cut, type MarkedLine, visible } from "./comment/escape.ts";
import { fitting } from "./comment/fit.ts";
import { longestComment } from "./comment/index.ts";
import { differences } from "./preview/difference.ts";
import type { Preview, ResourceChange } from "./preview/document.ts";

/** Somebody who has set fields of an object: a program's name for itself, and when it last did. */
export interface Manager {
  readonly name: string;
  readonly operation: string;
  readonly time: string;
}

/** Where a drifted Kubernetes object is, as kubectl is asked for it. */
export interface ObjectPlace {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** What is not as it was made: resources of a refresh that an update would change back. */
export function drifted({ changes }: Preview): readonly ResourceChange[] {
  return changes.filter(({ operation }) => operation !== "same");
}

/** Where to ask who changed an object; undefined for what is not in a cluster, or is gone. */
export function placeOf({ after, operation, type }: ResourceChange): ObjectPlace | undefined {
  const [provider, api = "", kind] = type.split(":");
  if (provider !== "kubernetes" || kind === undefined || after === undefined || operation === "delete")
    return undefined;
  const metadata = isRecord(after.properties) ? after.properties["metadata"] : undefined;
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  if (typeof name !== "string") return undefined;
  const [group = "", version] = api.split("/");
  // kubectl knows a kind for certain by kind.version.group; core has no group.
  const full = group === "core" ? kind : `${kind}.${version}.${group}`;
  return {
    kind: full.replace(/Patch(?=\.|$)/, ""),
    name,
    namespace: typeof namespace === "string" ? namespace : undefined,
  };
}

/** Managers of an object, as `kubectl get -o json --show-managed-fields` tells them: the last one first. */
export function managersOf(object: unknown): readonly Manager[] {
  const metadata = isRecord(object) ? object["metadata"] : undefined;
  const fields = isRecord(metadata) ? metadata["managedFields"] : undefined;
  return (Array.isArray(fields) ? fields : [])
    .filter(isRecord)
    .map(({ manager, operation, time }) => ({
      name: String(manager),
      operation: String(operation),
      time: String(time),
    }))
    .toSorted((a, b) => (a.time < b.time ? 1 : -1));
}

/** An issue about a stack that is not as it was made. The first line is what it is found by. */
export function driftReport(preview: Preview, managers: ReadonlyMap<string, readonly Manager[]>): string {
  const all = drifted(preview);
  const head = [
    `<!-- dolphinpod:drift:${visible(preview.stack).replaceAll(/[^\w.-]/g, "_")} -->`,
    `${counted(all.length, "resource")} of ${code(preview.stack)} ${all.length === 1 ? "is" : "are"} not as the last update left ${all.length === 1 ? "it" : "them"}.`,
    "",
  ];
  const foot = [
    `Next: ${code(`pulumi up --stack ${preview.stack} --refresh`)} takes it back. What is to stay belongs in the stack file.`,
    "",
  ];
  const room = longestComment - [...head, ...foot].join("\n").length - 100;
  const { left, lines } = fitting(
    all.map((change) => resource(change, managers.get(change.urn) ?? [])),
    room,
  );
  const more =
    left > 0
      ? [`${counted(left, "more resource")} had no room here: ${code("pulumi refresh --preview-only")}`, ""]
      : [];
  return [...head, ...lines, ...more, ...foot].join("\n");
}

/** Fields that are shown of one resource. */
const mostFields = 20;

function resource(change: ResourceChange, managers: readonly Manager[]): string {
  const { after, before, operation, title, told } = change;
  const found = operation !== "delete" && before && after ? differences(before, after, told.changed) : [];
  const fields = found
    .slice(0, mostFields)
    .flatMap(({ path, before: was, after: is }): readonly MarkedLine[] => [
      ...(was === undefined ? [] : [`- ${cut(path)}: ${was}` as const]),
      ...(is === undefined ? [] : [`+ ${cut(path)}: ${is}` as const]),
    ]);
  const rest =
    found.length > mostFields ? ([`# and ${counted(found.length - mostFields, "more field")}`] as const) : [];
  const what = operation === "delete" ? "is gone" : "differs";
  return [
    `**${code(cut(title))}** ${what}.${lastChange(managers)}`,
    "",
    ...(fields.length === 0 ? [] : [block([...fields, ...rest]), ""]),
  ].join("\n");
}

/** Pulumi's own entries tell who made the object, not who changed it since. */
function lastChange(managers: readonly Manager[]): string {
  const others = managers.filter(({ name }) => !name.startsWith("pulumi"));
  if (others.length === 0) return "";
  const named = others
    .slice(0, 3)
    .map(({ name, operation, time }) => `${code(cut(name))} (${operation}, ${code(time)})`);
  return ` Last changed by ${named.join(", ")}.`;
}
