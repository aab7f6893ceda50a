import http from "node:http";
import https from "node:https";
import { type Json, type JsonObject, object } from "../../../stacks/check/kubernetes/json.ts";
import { ApiError, describe, UnreachableError } from "./errors.ts";
import type { Cluster } from "./kubeconfig.ts";
import { once, pause } from "./patience.ts";

/** Silence after which a server counts as gone; its own limit for a request is 60 s. */
const SILENCE_MS = 60_000;

export interface Call {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string>;
  body?: Json;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal | undefined;
}

/** How long to go on while the server is away, and whom to tell. */
export interface Patience {
  forMs: number;
  notice: (message: string) => void;
}

const NO_PATIENCE: Patience = { forMs: 0, notice: () => {} };

/** One API server, over one pool of connections. */
export class ApiClient {
  readonly cluster: Cluster;
  #agent: http.Agent;
  /** Watches live in a pool of their own: they stay open, and must not keep requests waiting. */
  #watchers: http.Agent;
  #transport: typeof http | typeof https;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    const secure = cluster.server.protocol === "https:";
    this.#transport = secure ? https : http;
    const pool = (maxSockets: number) => {
      const options = { keepAlive: true, scheduling: "lifo" as const, maxSockets, ...cluster.tls };
      return secure ? new https.Agent(options) : new http.Agent(options);
    };
    this.#agent = pool(16);
    this.#watchers = pool(Number.POSITIVE_INFINITY);
  }

  /** Sends until answered. Every request made here may be repeated without harm: reads, applies, deletes. */
  async request(call: Call, patience: Patience = NO_PATIENCE): Promise<JsonObject> {
    const deadline = Date.now() + patience.forMs;
    const tell = once(patience.notice);
    for (let delay = 100; ; delay = Math.min(delay * 2, 2_000)) {
      try {
        return await this.#send(call);
      } catch (error) {
        const away = error instanceof UnreachableError || (error instanceof ApiError && error.transient);
        if (!away || call.signal?.aborted || Date.now() >= deadline) throw error;
        tell(`${describe(error)}; trying again for up to ${Math.round(patience.forMs / 1000)} s`);
        await pause(delay, call.signal);
      }
    }
  }

  /** Lines of a watch, parsed. Ends when the server ends it; throws when the connection breaks. */
  async *watch(path: string, query: Record<string, string>, signal: AbortSignal): AsyncGenerator<JsonObject> {
    const call: Call = { method: "GET", path, query: { ...query, watch: "1", timeoutSeconds: "300" }, signal };
    const response = await this.#open(call, this.#watchers);
    if (response.statusCode !== 200) throw new ApiError(response.statusCode ?? 0, parse(await read(response)));
    let rest = "";
    try {
      for await (const chunk of response.setEncoding("utf8")) {
        const lines = (rest + String(chunk)).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) if (line) yield object(parse(line));
      }
    } catch (error) {
      signal.throwIfAborted();
      throw new UnreachableError(this.cluster.server.origin, error);
    } finally {
      response.destroy();
    }
  }

  close(): void {
    this.#agent.destroy();
    this.#watchers.destroy();
  }

  async #send(call: Call): Promise<JsonObject> {
    const response = await this.#open(call, this.#agent);
    let body: Json;
    try {
      body = parse(await read(response));
    } catch (error) {
      call.signal?.throwIfAborted();
      throw new UnreachableError(this.cluster.server.origin, error);
    }
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) throw new ApiError(status, body);
    return object(body);
  }

  #open(call: Call, agent: http.Agent): Promise<http.IncomingMessage> {
    const { cluster } = this;
    const url = new URL(cluster.server.pathname.replace(/\/$/, "") + call.path, cluster.server);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    const payload = call.body === undefined ? undefined : JSON.stringify(call.body);
    const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
    const request = this.#transport.request(url, {
      method: call.method,
      agent,
      ...(call.signal && { signal: call.signal }),
      headers: {
        ...cluster.headers,
        accept: call.accept ?? "application/json",
        "user-agent": "dolphinpod-lab",
        ...(payload && {
          "content-type": call.contentType ?? "application/json",
          "content-length": Buffer.byteLength(payload),
        }),
      },
    });
    if (agent === this.#agent) {
      request.setTimeout(SILENCE_MS, () => request.destroy(new Error(`silent for ${SILENCE_MS / 1000} s`)));
    }
    request.once("response", resolve);
    request.on("error", (error) => {
      reject(call.signal?.aborted ? call.signal.reason : new UnreachableError(cluster.server.origin, error));
    });
    request.end(payload);
    return promise;
  }
}

async function read(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parse(content: string): Json {
  try {
    return JSON.parse(content) as Json;
  } catch {
    return { message: content.trim().slice(0, 500) };
  }
}
