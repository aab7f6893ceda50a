import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Lab } from "./index.ts";
import { kedaBinaries } from "./tools/keda.ts";
import { toStderr } from "./tools/progress.ts";

const group = "external.metrics.k8s.io";
const apiService = `/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.${group}`;

/** KEDA's real operator and metrics server beside a lab's cluster, as processes on the loopback address. */
export class Keda {
  readonly #lab: Lab;
  readonly #folder = mkdtempSync(join(tmpdir(), "keda-"));
  readonly #processes: ChildProcess[] = [];

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  async start(): Promise<void> {
    const { adapter, operator } = await kedaBinaries(toStderr);
    const [grpc, secure, metrics] = await Promise.all([freePort(), freePort(), freePort()]);
    const { kubeconfig } = this.#lab;
    this.#copyCertificates();
    await this.#register(secure);
    this.#spawn(operator, [
      ...["--metrics-bind-address=127.0.0.1:0", "--health-probe-bind-address=127.0.0.1:0"],
      ...[`--metrics-service-bind-address=127.0.0.1:${grpc}`, `--cert-dir=${this.#certificates}`],
    ]);
    this.#spawn(adapter, [
      ...[`--secure-port=${secure}`, "--bind-address=127.0.0.1", `--port=${metrics}`],
      ...[`--metrics-service-address=localhost:${grpc}`, `--cert-dir=${this.#certificates}`],
      ...["--authentication", "--authorization", "--lister"].map((kind) => `${kind}-kubeconfig=${kubeconfig}`),
      ...[`--client-ca-file=${join(this.#certificates, "ca.crt")}`],
      ...[`--tls-cert-file=${join(this.#certificates, "tls.crt")}`],
      ...[`--tls-private-key-file=${join(this.#certificates, "tls.key")}`],
    ]);
    await this.#untilServed();
  }

  stop(): void {
    for (const child of this.#processes) child.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #certificates(): string {
    return join(this.#folder, "certificates");
  }

  /** The cluster's own serve both ends: its authority has signed one pair for every name of this machine. */
  #copyCertificates(): void {
    mkdirSync(this.#certificates);
    const pki = join(this.#lab.paths.kwok, "clusters", this.#lab.name, "pki");
    const files = { "admin.crt": "tls.crt", "admin.key": "tls.key", "ca.crt": "ca.crt" };
    for (const [from, to] of Object.entries(files)) copyFileSync(join(pki, from), join(this.#certificates, to));
  }

  /** Tells the API server where the external metrics are. */
  async #register(port: number): Promise<void> {
    const { api } = this.#lab;
    const service = { name: "keda-metrics-apiserver", namespace: "kube-system" };
    await api.create("/api/v1/namespaces/kube-system/services", {
      apiVersion: "v1",
      kind: "Service",
      metadata: service,
      spec: { externalName: "localhost", type: "ExternalName" },
    });
    await api.create("/apis/apiregistration.k8s.io/v1/apiservices", {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: `v1beta1.${group}` },
      spec: {
        group,
        groupPriorityMinimum: 100,
        insecureSkipTLSVerify: true,
        service: { ...service, port },
        version: "v1beta1",
        versionPriority: 100,
      },
    });
  }

  #spawn(binary: string, args: readonly string[]): void {
    const output = openSync(join(this.#folder, "log"), "a");
    const env = {
      ...process.env,
      KEDA_CLUSTER_OBJECT_NAMESPACE: "kube-system",
      KUBECONFIG: this.#lab.kubeconfig,
      POD_NAMESPACE: "kube-system",
      WATCH_NAMESPACE: "",
    };
    const child = spawn(binary, [...args], { cwd: this.#folder, env, stdio: ["ignore", output, output] });
    this.#processes.push(child);
  }

  async #untilServed(): Promise<void> {
    for (;;) {
      const ended = this.#processes.find(({ exitCode }) => exitCode !== null);
      if (ended) throw new Error(`${ended.spawnfile} ended with ${ended.exitCode}:\n${this.#lastLines()}`);
      const { status } = (await this.#lab.api.get(apiService)) as {
        readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
      };
      if (status?.conditions?.some((it) => it.type === "Available" && it.status === "True")) return;
      await sleep(200);
    }
  }

  #lastLines(): string {
    return readFileSync(join(this.#folder, "log"), "utf8").split("\n").slice(-20).join("\n");
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
