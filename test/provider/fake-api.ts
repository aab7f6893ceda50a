import http from "node:http";
import type { AddressInfo } from "node:net";
import { type Json, type JsonObject, object } from "../../stacks/check/kubernetes/json.ts";

interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  body: JsonObject;
}

/** One canned answer; `undefined` lets the server answer as usual. */
export type Rule = (request: Request) => { status: number; body: Json } | undefined;

const KINDS: Record<string, { plural: string; kind: string; scope: string }[]> = {
  "/v1": [
    { plural: "namespaces", kind: "Namespace", scope: "Cluster" },
    { plural: "configmaps", kind: "ConfigMap", scope: "Namespaced" },
    { plural: "secrets", kind: "Secret", scope: "Namespaced" },
  ],
  "apps/v1": [{ plural: "deployments", kind: "Deployment", scope: "Namespaced" }],
};

/** As much of an API server as a provider needs: discovery, apply, read, watch, delete. Keeps objects in memory. */
export class FakeApi {
  readonly objects = new Map<string, JsonObject>();
  readonly requests: string[] = [];
  rule: Rule = () => undefined;
  #server = http.createServer((request, response) => void this.#serve(request, response));
  #watchers = new Set<{ path: string; response: http.ServerResponse }>();
  #version = 1;
  #onWatch = Promise.withResolvers<void>();

  async start(port = 0): Promise<URL> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    const address = this.#server.address() as AddressInfo;
    return new URL(`http://127.0.0.1:${address.port}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Resolves once somebody watches. */
  watched(): Promise<void> {
    return this.#onWatch.promise;
  }

  /** Sets an object as a controller or another user would, and tells those who watch. */
  put(path: string, value: JsonObject, type = "MODIFIED"): JsonObject {
    const before = { uid: `uid-${path}`, generation: 1, ...object(value["metadata"]) };
    const metadata = { ...before, resourceVersion: String(++this.#version) };
    const stored = { ...value, metadata };
    if (type === "DELETED") this.objects.delete(path);
    else this.objects.set(path, stored);
    for (const watcher of this.#watchers) {
      if (path.startsWith(`${watcher.path}/`)) watcher.response.write(`${JSON.stringify({ type, object: stored })}\n`);
    }
    return stored;
  }

  async #serve(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", "http://fake");
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks).toString();
    const body = content ? object(JSON.parse(content) as Json) : {};
    const request: Request = { method: incoming.method ?? "", path: url.pathname, query: url.searchParams, body };
    this.requests.push(`${request.method} ${request.path}${request.query.has("dryRun") ? " (dry run)" : ""}`);
    if (request.query.has("watch")) {
      response.writeHead(200).flushHeaders();
      this.#watchers.add({ path: request.path, response });
      this.#onWatch.resolve();
      return;
    }
    const answer = this.rule(request) ?? this.#answer(request);
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  }

  #answer(request: Request): { status: number; body: Json } {
    if (request.path === "/version") return { status: 200, body: { gitVersion: "v1.34.4" } };
    if (request.path === "/api") return { status: 200, body: discovery([""]) };
    if (request.path === "/apis") return { status: 200, body: discovery(["apps"]) };
    const existing = this.objects.get(request.path);
    if (request.method === "PATCH") return this.#apply(request, existing);
    if (!existing) return missing(request.path);
    if (request.method === "DELETE") {
      this.put(request.path, existing, "DELETED");
      return { status: 200, body: { kind: "Status", status: "Success" } };
    }
    return { status: 200, body: existing };
  }

  #apply(request: Request, existing: JsonObject | undefined): { status: number; body: Json } {
    const namespace = request.path.match(/\/namespaces\/([^/]+)\/./)?.[1];
    if (namespace && !this.objects.has(`/api/v1/namespaces/${namespace}`)) return missing(`namespaces/${namespace}`);
    const managedFields = [{ manager: request.query.get("fieldManager") ?? "", operation: "Apply" }];
    const metadata = { ...object(existing?.["metadata"]), ...object(request.body["metadata"]), managedFields };
    const merged = { ...request.body, metadata };
    if (request.query.has("dryRun")) return { status: 200, body: merged };
    return { status: 200, body: this.put(request.path, merged) };
  }
}

function missing(path: string): { status: number; body: Json } {
  const [kind = "", name = ""] = path.split("/").slice(-2);
  return { status: 404, body: { message: `${kind} "${name}" not found`, reason: "NotFound", details: { kind } } };
}

function discovery(groups: string[]): JsonObject {
  const items = groups.map((group) => {
    const apiVersion = group === "" ? "/v1" : `${group}/v1`;
    const resources = (KINDS[apiVersion] ?? []).map(({ plural, kind, scope }) => ({
      resource: plural,
      responseKind: { group, version: "v1", kind },
      scope,
    }));
    return { metadata: group ? { name: group } : {}, versions: [{ version: "v1", resources }] };
  });
  return { kind: "APIGroupDiscoveryList", items };
}
