import { stringify } from "yaml";
import type { RenderedObject } from "./index.ts";
import { releaseType } from "./monitor.ts";

/** Kind, name and namespace of a Kubernetes object; of any other resource its type ("aws:rds:Instance") and Pulumi's name. */
export function identityOf({ inputs, name, type }: Pick<RenderedObject, "inputs" | "name" | "type">): {
  kind: string;
  name: string;
  namespace: string;
} {
  if (!type.startsWith("kubernetes:")) return { kind: shortType(type), name, namespace: "" };
  const metadata = (inputs["metadata"] ?? {}) as { name?: string; namespace?: string };
  return {
    kind: String(inputs["kind"] ?? type.split(":").at(-1)),
    name: metadata.name ?? name,
    namespace: metadata.namespace ?? "",
  };
}

/** "aws:rds/instance:Instance" as "aws:rds:Instance". */
function shortType(type: string): string {
  const [pkg, module = "", kind] = type.split(":");
  const area = module.split("/")[0];
  return [pkg, ...(area === "index" ? [] : [area]), kind].join(":");
}

/**
 * The Kubernetes objects as YAML with sorted keys, one file an object, by file name. Secrets are masked. A Helm release
 * is none: its objects are.
 */
export function manifests(objects: readonly RenderedObject[]): Readonly<Record<string, string>> {
  const files = objects
    .filter(({ type }) => type.startsWith("kubernetes:") && type !== releaseType)
    .map(
      (object) =>
        [fileName(object), stringify(object.inputs, { lineWidth: 120, sortMapEntries: true, version: "1.1" })] as const,
    );
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fileName(object: RenderedObject): string {
  const { kind, name, namespace } = identityOf(object);
  return `${[namespace, kind.toLowerCase(), name].filter(Boolean).join("_")}.yaml`;
}
