import { counted, isRecord } from "../stacks/config/problems.ts";
import { block, code, cut, type MarkedLine, visible } from "./comment/escape.ts";
import { fitting } from "./comment/fit.ts";
import { longestComment } from "./comment/index.ts";
import type { Manager } from "./managers.ts";
import { type Difference, differences } from "./preview/difference.ts";
import type { Preview, ResourceChange } from "./preview/document.ts";

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

/** Fields of a resource that are not as they were made; none of one that is gone. */
export function driftedFields({ after, before, operation, told }: ResourceChange): readonly Difference[] {
  return operation !== "delete" && before && after ? differences(before, after, told.changed) : [];
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
  const { operation, title } = change;
  const found = driftedFields(change);
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
    `**${code(cut(title))}** ${what}.${changedBy(managers)}`,
    "",
    ...(fields.length === 0 ? [] : [block([...fields, ...rest]), ""]),
  ].join("\n");
}

/** Managers that are named for one resource, and fields that are named for one manager. */
const mostNamed = 3;

function changedBy(managers: readonly Manager[]): string {
  if (managers.length === 0) return "";
  const named = managers.slice(0, mostNamed).map(({ fields, name, operation, time }) => {
    const who = `${code(cut(name))} (${operation}, ${code(time)})`;
    return fields.length === 0 ? who : `${who}: ${namedFields(fields)}`;
  });
  const more = managers.length > mostNamed ? `; and ${managers.length - mostNamed} more` : "";
  return ` Last changed by ${named.join("; ")}${more}.`;
}

function namedFields(fields: readonly string[]): string {
  const named = fields.slice(0, mostNamed).map((path) => code(cut(path)));
  return [...named, ...(fields.length > mostNamed ? [`${fields.length - mostNamed} more`] : [])].join(", ");
}
