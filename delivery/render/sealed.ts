import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Problem } from "../../stacks/config/index.ts";
import type { Manifest, PlannedSecret } from "./types.ts";
import { isFields } from "./values.ts";

/** The SealedSecrets of a folder by the name of their Secret. What else lies there is passed over. */
export function readSealed(folder: string): ReadonlyMap<string, Manifest> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder)
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .sort();
  const documents = files.flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), "utf8")));
  const sealed = documents.map((document) => document.toJS() as unknown).filter(isSealed);
  return new Map(sealed.map((manifest) => [manifest.metadata.name, manifest]));
}

function isSealed(value: unknown): value is Manifest {
  if (!isFields(value) || value["kind"] !== "SealedSecret") return false;
  const metadata = value["metadata"];
  return isFields(metadata) && typeof metadata["name"] === "string";
}

/** What is wrong with the SealedSecret of a Secret; undefined where it is right. */
export function sealedProblem(
  { hidden, manifest, open }: PlannedSecret,
  sealed: Manifest | undefined,
  folder: string,
): Problem | undefined {
  const { name, namespace } = manifest.metadata;
  const keys = [...Object.keys(open), ...hidden].sort();
  const command = `kubectl create secret generic ${name} -n ${namespace} --type ${manifest["type"] ?? "Opaque"} --from-literal ... --dry-run=client -o yaml | kubeseal -o yaml > ${folder}/${name}.yaml`;
  const problem = {
    path: `gitops.secrets.sealed: ${folder}/${name}.yaml`,
    allowed: `a SealedSecret ${name} in namespace ${namespace} with the keys ${keys.join(", ")}`,
  };
  if (sealed === undefined) return { ...problem, received: "no SealedSecret of this name", fix: command };
  if (sealed.metadata.namespace !== namespace)
    return {
      ...problem,
      received: `a SealedSecret for namespace ${sealed.metadata.namespace ?? "default"}`,
      fix: `It opens in its own namespace alone. Make it anew: ${command}`,
    };
  const missing = keys.filter((key) => !sealedKeys(sealed).includes(key));
  if (missing.length === 0) return undefined;
  return { ...problem, received: `a SealedSecret without ${missing.join(", ")}`, fix: command };
}

function sealedKeys({ spec }: Manifest): string[] {
  const { encryptedData, template } = isFields(spec) ? spec : {};
  const plain = isFields(template) && isFields(template["data"]) ? template["data"] : {};
  return [...Object.keys(isFields(encryptedData) ? encryptedData : {}), ...Object.keys(plain)];
}
