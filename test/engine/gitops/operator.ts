import type { Manifest } from "../../../delivery/render/index.ts";
import type { Api } from "../../lab/cluster-api.ts";
import type { Wave } from "./sync.ts";

interface Spec {
  readonly data: readonly {
    readonly secretKey: string;
    readonly remoteRef: { readonly key: string; readonly property: string };
  }[];
  readonly target: {
    readonly name: string;
    readonly template: {
      readonly data: Readonly<Record<string, string>>;
      readonly metadata: object;
      readonly type: string;
    };
  };
}

/** Entries of a store by key, each with its properties. */
export type Store = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Does with ExternalSecrets what their operator would: makes each Secret of its entry and template, or says what is missing. */
export function externalSecretsOperator(api: Api, store: Store): (wave: Wave) => Promise<void> {
  return async ({ objects }) => {
    for (const object of objects.filter(({ kind }) => kind === "ExternalSecret")) await reconcile(api, store, object);
  };
}

async function reconcile(api: Api, store: Store, { metadata, spec }: Manifest): Promise<void> {
  const { data, target } = spec as Spec;
  const missing = data.filter(({ remoteRef: { key, property } }) => store[key]?.[property] === undefined);
  if (missing.length === 0) {
    const fetched = data.map(({ remoteRef: { key, property }, secretKey }) => [
      secretKey,
      store[key]?.[property] ?? "",
    ]);
    const { template } = target;
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { ...template.metadata, name: target.name, namespace: metadata.namespace },
      stringData: { ...template.data, ...Object.fromEntries(fetched) },
      type: template.type,
    };
    await api.create(`/api/v1/namespaces/${metadata.namespace}/secrets`, secret);
  }
  const condition =
    missing.length === 0
      ? { status: "True", type: "Ready" }
      : { message: "no such property", status: "False", type: "Ready" };
  const path = `/apis/external-secrets.io/v1/namespaces/${metadata.namespace}/externalsecrets/${metadata.name}/status`;
  await api.patch(path, { status: { conditions: [condition] } });
}
