import { ApiClient } from "./client.ts";
import { Discovery } from "./discovery.ts";
import { type Cluster, type KubeconfigChoice, loadCluster } from "./kubeconfig.ts";
import type { Mutability } from "./replace.ts";

/** Time a server may take to answer the first question; a lab that was just started answers within it. */
const FIRST_ANSWER_MS = 5_000;

/** Options of the official provider that would change what happens here, and are not supported. */
const REFUSED = ["renderYamlToDirectory", "cluster", "strictMode"];

export interface Settings {
  kubeconfig: string | undefined;
  context: string | undefined;
  namespace: string | undefined;
  /** Creating an object that exists already changes it, where it is otherwise an error. */
  upsert: boolean;
  mutability: Mutability;
}

/** Reads the provider's options; names are as in the configuration of the official plugin. */
export function readSettings(options: Record<string, string>, env: NodeJS.ProcessEnv = process.env): Settings {
  for (const name of REFUSED) {
    if (!options[name] || options[name] === "false") continue;
    throw new Error(`the lab's stand-in for the Kubernetes plugin has no ${name}; use the official plugin for it`);
  }
  if (options["enableServerSideApply"] === "false") {
    throw new Error("the lab's stand-in for the Kubernetes plugin knows server-side apply only");
  }
  const flag = (option: string, variable: string) => (options[option] ?? env[variable]) === "true";
  return {
    kubeconfig: options["kubeconfig"],
    context: options["context"],
    namespace: options["namespace"],
    upsert: flag("upsertExistingObjects", "PULUMI_K8S_UPSERT_EXISTING_OBJECTS"),
    mutability: {
      configMaps: flag("enableConfigMapMutable", "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"),
      secrets: flag("enableSecretMutable", "PULUMI_K8S_ENABLE_SECRET_MUTABLE"),
    },
  };
}

/** A way to one cluster, and what is known of the cluster. */
export interface Connection {
  client: ApiClient;
  discovery: Discovery;
  cluster: Cluster;
  /** The server's version, as "v1.34.4". */
  version: string;
}

/** One configured provider: its settings, and the way to its cluster. */
export interface Session extends Connection {
  settings: Settings;
  /** Namespace of objects that name none. */
  namespace: string;
}

/** Connects, and fails at once with the server's name when nobody answers there. */
export async function connect(choice: KubeconfigChoice): Promise<Connection> {
  const cluster = loadCluster(choice);
  const client = new ApiClient(cluster);
  const patience = { forMs: FIRST_ANSWER_MS, notice: () => {} };
  try {
    const version = await client.request({ method: "GET", path: "/version" }, patience);
    return { client, cluster, discovery: new Discovery(client), version: String(version["gitVersion"] ?? "") };
  } catch (error) {
    client.close();
    const hint = `context "${cluster.context}" of ${cluster.source}; \`npm start\` brings the lab up`;
    throw new Error(`${error instanceof Error ? error.message : error}: ${hint}`);
  }
}

/**
 * The connection of a provider without options, made and looked around in while the program is still being loaded.
 * Undefined where nobody answers: who needs it then connects himself, and gets to know why.
 */
export async function connectAhead(): Promise<Connection | undefined> {
  try {
    const connection = await connect({});
    await connection.discovery.capabilities();
    return connection;
  } catch {
    return undefined;
  }
}

/** @param ahead Taken where the settings choose no cluster of their own. */
export async function openSession(settings: Settings, ahead?: Promise<Connection | undefined>): Promise<Session> {
  const isUsual = settings.kubeconfig === undefined && settings.context === undefined;
  const connection = (isUsual ? await ahead : undefined) ?? (await connect(settings));
  return { ...connection, namespace: settings.namespace || connection.cluster.namespace, settings };
}
