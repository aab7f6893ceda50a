import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import {
  array,
  at,
  isObject,
  type Json,
  type JsonObject,
  object,
  text,
} from "../../../stacks/check/kubernetes/json.ts";

/** Everything needed to speak to one API server. */
export interface Cluster {
  server: URL;
  context: string;
  /** Where the configuration came from, for messages. */
  source: string;
  /** Namespace of objects that name none. */
  namespace: string;
  tls: { ca?: Buffer; cert?: Buffer; key?: Buffer; servername?: string; rejectUnauthorized: boolean };
  headers: Record<string, string>;
}

export interface KubeconfigChoice {
  /** Path or content, as the provider's `kubeconfig` option allows; else $KUBECONFIG, else ~/.kube/config. */
  kubeconfig?: string | undefined;
  context?: string | undefined;
}

/** Reads the chosen kubeconfig. Throws when it is missing, malformed, or points away from this machine. */
export function loadCluster(choice: KubeconfigChoice, env: NodeJS.ProcessEnv = process.env): Cluster {
  const inline = choice.kubeconfig?.includes("\n") || choice.kubeconfig?.trimStart().startsWith("{");
  if (choice.kubeconfig && inline) {
    return readCluster(choice.kubeconfig, {
      source: "the provider's kubeconfig",
      folder: ".",
      context: choice.context,
    });
  }
  const path = resolve(choice.kubeconfig || env["KUBECONFIG"] || join(homedir(), ".kube", "config"));
  if (!existsSync(path)) throw new Error(`kubeconfig ${path}: there is no such file; start the lab, or set KUBECONFIG`);
  return readCluster(readFileSync(path, "utf8"), { source: path, folder: dirname(path), context: choice.context });
}

export function readCluster(
  content: string,
  where: { source: string; folder: string; context?: string | undefined },
): Cluster {
  const config: Json = parse(content);
  const name = where.context || text(at(config, "current-context"));
  const context = entry(config, "contexts", "context", name, where.source);
  const cluster = entry(config, "clusters", "cluster", text(context["cluster"]), where.source);
  const user = text(context["user"]) ? entry(config, "users", "user", text(context["user"]), where.source) : {};
  for (const plugin of ["exec", "auth-provider"]) {
    if (plugin in user) throw new Error(`${where.source}: ${plugin} log-ins are beyond the lab's stand-in provider`);
  }
  const server = new URL(text(cluster["server"]));
  requireLoopback(server);
  const ca = material(cluster, "certificate-authority", where.folder);
  const cert = material(user, "client-certificate", where.folder);
  const key = material(user, "client-key", where.folder);
  const servername = text(cluster["tls-server-name"]);
  return {
    server,
    context: name,
    source: where.source,
    namespace: text(context["namespace"]) || "default",
    tls: {
      rejectUnauthorized: cluster["insecure-skip-tls-verify"] !== true,
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
      ...(servername && { servername }),
    },
    headers: credentials(user, where.folder),
  };
}

/** The stand-in may change what it is pointed at, so it is only ever pointed at this machine. */
export function requireLoopback(server: URL): void {
  const host = server.hostname.replace(/^\[|\]$/g, "");
  if (host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)) return;
  throw new Error(
    `${server.origin} is not on this machine, and the lab's stand-in for the Kubernetes plugin serves local labs only. ` +
      "Run Pulumi without the lab's environment to use the official plugin there.",
  );
}

function entry(config: Json, list: string, field: string, name: string, source: string): JsonObject {
  const entries = array(at(config, list)).filter(isObject);
  const found = entries.find((candidate) => candidate["name"] === name);
  if (found) return object(found[field]);
  const names = entries.map((candidate) => text(candidate["name"])).join(", ") || "none";
  throw new Error(`${source}: ${list} has no "${name}"; there: ${names}`);
}

function material(owner: JsonObject, field: string, folder: string): Buffer | undefined {
  const inline = text(owner[`${field}-data`]);
  if (inline) return Buffer.from(inline, "base64");
  const path = text(owner[field]);
  return path ? readFileSync(resolve(folder, path)) : undefined;
}

function credentials(user: JsonObject, folder: string): Record<string, string> {
  const file = text(user["tokenFile"]);
  const token = text(user["token"]) || (file ? readFileSync(resolve(folder, file), "utf8").trim() : "");
  if (token) return { authorization: `Bearer ${token}` };
  const name = text(user["username"]);
  if (!name) return {};
  return { authorization: `Basic ${Buffer.from(`${name}:${text(user["password"])}`).toString("base64")}` };
}
