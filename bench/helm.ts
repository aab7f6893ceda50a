import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Deployment } from "../test/engine/workspace.ts";
import type { Lab } from "../test/lab/index.ts";
import { helmBinary } from "../test/lab/tools/index.ts";
import type { Log } from "../test/lab/tools/progress.ts";

/** Every Kubernetes object of an update, as the engine sent it: hardened, with the Secrets' values. */
export function objectsOf({ deployment: { resources = [] } }: Deployment): Record<string, unknown>[] {
  return resources.flatMap(({ inputs }) => (inputs?.["apiVersion"] && inputs["kind"] ? [plain(inputs)] : []));
}

/** Exported state wraps a secret in an object with its JSON under `plaintext`. */
function plain<T>(value: T): T {
  const unwrap = (_: string, item: unknown): unknown =>
    typeof item === "object" && item !== null && "plaintext" in item && typeof item.plaintext === "string"
      ? JSON.parse(item.plaintext)
      : item;
  return JSON.parse(JSON.stringify(value, unwrap)) as T;
}

/** A release of given objects, installed by the real helm in a lab. */
export class HelmRelease {
  readonly #chart = mkdtempSync(join(tmpdir(), "dolphinpod-bench-chart-"));
  readonly #lab: Lab;
  readonly #log: Log;

  constructor(lab: Lab, log: Log, objects: readonly Record<string, unknown>[]) {
    this.#lab = lab;
    this.#log = log;
    // JSON throughout, which is YAML: helm's parser takes an unquoted "on" for a boolean.
    writeFileSync(
      join(this.#chart, "Chart.yaml"),
      JSON.stringify({ apiVersion: "v2", name: "bench", version: "1.0.0" }),
    );
    // Read as a file and not as a template: an object may hold what helm would take for its own language.
    writeFileSync(join(this.#chart, "objects.yaml"), objects.map((object) => JSON.stringify(object)).join("\n---\n"));
    mkdirSync(join(this.#chart, "templates"));
    writeFileSync(join(this.#chart, "templates", "objects.yaml"), '{{ .Files.Get "objects.yaml" }}\n');
  }

  async install(): Promise<void> {
    await this.#helm("upgrade", "--install", "bench", this.#chart, "--wait", "--timeout", "10m");
  }

  async uninstall(): Promise<void> {
    await this.#helm("uninstall", "bench");
  }

  dispose(): void {
    rmSync(this.#chart, { recursive: true, force: true });
  }

  async #helm(...args: string[]): Promise<void> {
    // The release itself is kept outside of the namespace that it makes.
    const options = ["--kubeconfig", this.#lab.kubeconfig, "--namespace", "default"];
    await promisify(execFile)(await helmBinary(this.#log), [...args, ...options]);
  }
}
