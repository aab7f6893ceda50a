import type { GitopsSecrets } from "../../components/gitops/types.ts";
import type { Problem } from "../../stacks/config/index.ts";
import { externalSecret, storeEntry } from "./external-secret.ts";
import { readSealed, sealedProblem } from "./sealed.ts";
import type { Manifest, Planned, PlannedSecret, StoreEntry } from "./types.ts";

export interface References {
  readonly objects: readonly Planned[];
  readonly entries: readonly StoreEntry[];
  readonly problems: readonly Problem[];
}

/**
 * What stands for the program's Secrets in a folder that anybody may read. A Secret that holds addresses alone, or
 * nothing, is written as it is; of any other there is a reference, or it is a problem.
 *
 * @param folder where the path of SealedSecrets begins.
 */
export function references(secrets: readonly PlannedSecret[], spec: GitopsSecrets, folder: string): References {
  const objects: Planned[] = [];
  const entries: StoreEntry[] = [];
  const problems: Problem[] = [];
  const sealed = spec.from === "sealed" ? readSealed(`${folder}/${spec.folder}`) : new Map<string, Manifest>();

  for (const secret of secrets) {
    const { name } = secret.manifest.metadata;
    if (secret.hidden.length === 0) objects.push(secret);
    else if (spec.from === "existing") problems.push(unreferenced(secret));
    else if (spec.from === "store") {
      objects.push({ ...secret, manifest: externalSecret(secret, spec) });
      entries.push(storeEntry(secret, spec));
    } else {
      const manifest = sealed.get(name);
      const problem = sealedProblem(secret, manifest, spec.folder);
      if (problem !== undefined) problems.push(problem);
      else if (manifest !== undefined) objects.push({ ...secret, manifest });
    }
  }
  entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { objects, entries, problems };
}

const sections: Readonly<Record<string, readonly [path: string, instead: string]>> = {
  "admin:AdminLogin": ["security.adminSecretName", "security: {adminSecretName: <a Secret that you made>}"],
  "admin:DatasourceSalt": ["security.saltSecretName", "security: {saltSecretName: <a Secret that you made>}"],
  database: ["database.backend", "database: {backend: existing, secretName: <a Secret that you made>}"],
  "object-store": ["objectStore.backend", "objectStore: {backend: existing, secretName: <a Secret that you made>}"],
  registry: ["registry.backend", "registry: {backend: existing, secretName: <a Secret that you made>}"],
};

function unreferenced({ component, hidden, manifest }: PlannedSecret): Problem {
  const { name } = manifest.metadata;
  const [path, instead] = sections[component] ??
    sections[component.split(":")[0] ?? ""] ?? ["gitops.secrets", undefined];
  const ways = [
    "Write gitops: {repository: <URL>, secrets: {store: <store>, prefix: <prefix>}} for External Secrets",
    "{secrets: {sealed: <folder>}} for SealedSecrets",
    ...(instead === undefined ? [] : [instead]),
  ];
  return {
    path,
    received: `Secret ${name}, which an update would fill with values of its own: ${hidden.join(", ")}`,
    allowed: "a Secret by reference: no value of one may be in the folder",
    fix: `${ways.join(", or ")}.`,
  };
}
