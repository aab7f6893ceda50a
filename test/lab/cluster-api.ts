import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { parse } from "yaml";

/**
 * The few calls the lab itself makes to its API server.
 *
 * A client library would take longer to load than most of these commands run.
 */
export interface Api {
  /** Parsed answer, or `undefined` for an object that does not exist. */
  get(path: string): Promise<unknown>;
  /** Creates an object; one that exists already is left as it is. */
  create(path: string, object: unknown): Promise<void>;
  /** Changes fields of an object, as an edit by hand would (JSON merge patch). */
  patch(path: string, fields: unknown): Promise<void>;
  /** Deletes an object; one that does not exist is no error. */
  remove(path: string): Promise<void>;
  /** Hands on every change to the objects of a list, in the order of the cluster, until it is stopped. */
  watch(path: string, onEvent: (event: WatchEvent) => void): Watch;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "ERROR";
  readonly object: unknown;
}

export interface Watch {
  /** Throws when the watch had ended by itself: then changes may have been missed. */
  stop(): void;
}

interface Kubeconfig {
  clusters: [{ cluster: { server: string; "certificate-authority"?: string; "certificate-authority-data"?: string } }];
  users: [
    {
      user: {
        "client-certificate"?: string;
        "client-certificate-data"?: string;
        "client-key"?: string;
        "client-key-data"?: string;
      };
    },
  ];
}

const ANSWER_WITHIN_MS = 5_000;

export function connect(kubeconfig: string): Api {
  const { clusters, users } = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const { cluster } = clusters[0];
  const { user } = users[0];
  const agent = new Agent({
    ca: material(cluster["certificate-authority-data"], cluster["certificate-authority"]),
    cert: material(user["client-certificate-data"], user["client-certificate"]),
    key: material(user["client-key-data"], user["client-key"]),
  });

  const call = (method: string, path: string, body?: string, type = "application/json") =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = body ? { "content-type": type } : {};
      const sent = request(
        new URL(path, cluster.server),
        { method, agent, headers, timeout: ANSWER_WITHIN_MS },
        (answer) => {
          let text = "";
          answer.on("data", (chunk: Buffer) => {
            text += chunk;
          });
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
          answer.on("error", reject);
        },
      );
      sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer in ${ANSWER_WITHIN_MS / 1000} s`)));
      sent.on("error", reject);
      sent.end(body);
    });

  return {
    async get(path) {
      const { status, text } = await call("GET", path);
      if (status === 404) return undefined;
      if (status >= 300) throw new Error(`GET ${path}: ${status} ${text}`);
      return text.startsWith("{") ? JSON.parse(text) : text;
    },
    async create(path, object) {
      const { status, text } = await call("POST", path, JSON.stringify(object));
      if (status >= 300 && status !== 409) throw new Error(`POST ${path}: ${status} ${text}`);
    },
    async patch(path, fields) {
      const { status, text } = await call("PATCH", path, JSON.stringify(fields), "application/merge-patch+json");
      if (status >= 300) throw new Error(`PATCH ${path}: ${status} ${text}`);
    },
    async remove(path) {
      const { status, text } = await call("DELETE", path);
      if (status >= 300 && status !== 404) throw new Error(`DELETE ${path}: ${status} ${text}`);
    },
    watch(path, onEvent) {
      let ended: string | undefined;
      const sent = request(new URL(`${path}?watch=1`, cluster.server), { agent }, (answer) => {
        let partial = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          const lines = (partial + chunk).split("\n");
          partial = lines.pop() ?? "";
          for (const line of lines) onEvent(JSON.parse(line) as WatchEvent);
        });
        answer.on("error", (error) => {
          ended = error.message;
        });
        answer.on("end", () => {
          ended = `the answer of status ${answer.statusCode} ended`;
        });
      });
      sent.on("error", (error) => {
        ended = error.message;
      });
      sent.end();
      return {
        stop() {
          const early = ended;
          sent.destroy();
          if (early !== undefined) throw new Error(`WATCH ${path}: ${early}`);
        },
      };
    },
  };
}

/** Whether a component on the loopback address says it is ready. Its certificate is self-signed, so it is not checked. */
export function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, path: "/readyz", rejectUnauthorized: false, timeout: ANSWER_WITHIN_MS };
    const sent = request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve(false));
    sent.end();
  });
}

function material(data: string | undefined, file: string | undefined): Buffer {
  if (data) return Buffer.from(data, "base64");
  if (file) return readFileSync(file);
  throw new Error("the lab's kubeconfig names no certificate; `npm run stop -- --clean` and a new start make another");
}
