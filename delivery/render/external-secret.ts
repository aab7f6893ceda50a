import type { GitopsSecrets } from "../../components/gitops/types.ts";
import type { Manifest, PlannedSecret, StoreEntry } from "./types.ts";

type Store = Extract<GitopsSecrets, { from: "store" }>;

/**
 * What has the External Secrets Operator make a Secret of the program: what is secret comes from the store, what follows
 * from the configuration stands in the template. So the store holds nothing that a change of the stack file would leave
 * behind.
 */
export function externalSecret(secret: PlannedSecret, spec: Store): Manifest {
  const { hidden, manifest, open, retained } = secret;
  const { labels = {}, name, namespace } = manifest.metadata;
  const { key } = storeEntry(secret, spec);
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { labels, name, ...(namespace !== undefined && { namespace }) },
    spec: {
      data: hidden.map((property) => ({ remoteRef: { key, property }, secretKey: property })),
      refreshInterval: `${spec.refreshSeconds}s`,
      secretStoreRef: { kind: spec.store.kind, name: spec.store.name },
      target: {
        // A Secret that opens retained data must not go with this object; an orphan has no owner to go with.
        creationPolicy: retained ? "Orphan" : "Owner",
        deletionPolicy: "Retain",
        name,
        template: {
          data: open,
          engineVersion: "v2",
          mergePolicy: "Merge",
          metadata: { labels },
          type: manifest["type"] ?? "Opaque",
        },
      },
    },
  };
}

export function storeEntry({ hidden, manifest }: PlannedSecret, { prefix }: Store): StoreEntry {
  const { name } = manifest.metadata;
  return { key: `${prefix}/${name}`, properties: hidden, secret: name };
}
