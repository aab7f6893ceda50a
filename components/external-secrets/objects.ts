import { labels } from "../kubernetes/labels.ts";
import type { ExternalSecretSpec, ExternalSecretsSpec } from "./types.ts";

/** Arguments of one object of `external-secrets.io/v1`, which is called like the Secret that it fills. */
export function externalSecret(
  place: { readonly instance: string; readonly namespace: string },
  { refreshSeconds, store }: Omit<ExternalSecretsSpec, "secrets">,
  { remoteKey, secretName, type }: ExternalSecretSpec,
) {
  const { instance, namespace } = place;
  return {
    metadata: {
      // What reads the Secret starts after it is there. The engine waits, and says so where the store has no such entry.
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
      labels: labels({ component: "external-secrets", instance, name: "dolphinscheduler" }),
      name: secretName,
      namespace,
    },
    spec: {
      dataFrom: [{ extract: { key: remoteKey } }],
      refreshInterval: `${refreshSeconds}s`,
      secretStoreRef: { kind: store.kind, name: store.name },
      // An entry that is away for a while must not take the Secret from running pods.
      target: { creationPolicy: "Owner", deletionPolicy: "Retain", name: secretName, template: { type } },
    },
  };
}
