import { stringify } from "yaml";
import type { Manifest } from "./types.ts";

export const kustomization = "kustomization.yaml";

/** How the first line of a folder begins that this program made, and may change. */
export const mark = "# Made by `dolphinpod render`";

const remark = `${mark} from a stack file: change that, and render again. What is listed here is all that counts.\n`;

/**
 * Objects as YAML with sorted keys, one file an object. The file is called after kind and name; an object elsewhere than
 * in the environment's namespace says so first.
 */
export function files(
  manifests: readonly Manifest[],
  namespace: string,
  warning: string | undefined,
): Readonly<Record<string, string>> {
  const named = manifests.map((manifest) => [fileName(manifest, namespace), yaml(manifest)] as const).sort(byPath);
  const twice = named.find(([name], index) => name === named[index - 1]?.[0]);
  if (twice !== undefined) throw new Error(`Two objects would be in ${twice[0]}: their kinds and names are the same.`);
  const list = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: named.map(([name]) => name),
  };
  return {
    ...Object.fromEntries(named),
    [kustomization]: remark + (warning === undefined ? "" : `# ${warning}\n`) + yaml(list),
  };
}

/** Version 1.1 quotes what older readers take for booleans; long lines stay whole, so that a change is one line. */
export function yaml(value: object): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0, sortMapEntries: true, version: "1.1" });
}

function fileName({ kind, metadata }: Manifest, namespace: string): string {
  const elsewhere = metadata.namespace === undefined || metadata.namespace === namespace ? [] : [metadata.namespace];
  return `${[...elsewhere, kind.toLowerCase(), metadata.name].join(".")}.yaml`;
}

function byPath([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
