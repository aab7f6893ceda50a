import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Api, connect, isReady } from "./cluster-api.ts";
import { type ClusterBinaries, freePorts, kwokctlConfig, portsOf } from "./cluster-config.ts";
import { missing, populate } from "./cluster-objects.ts";
import { runningComponents } from "./cluster-processes.ts";
import type { LabPaths } from "./paths.ts";
import { missingImage } from "./stages.ts";
import { withLock } from "./tools/lock.ts";
import { type Log, withProgress } from "./tools/progress.ts";

/** `absent`: never made, or deleted. `stopped`: its data is kept. */
export type ClusterState = "running" | "stopped" | "absent";

const CLIENTS = ["metrics-server", "kwok-controller", "kube-scheduler", "kube-controller-manager"];
/** In the order they are ended: the API server before the store it has promised things about. */
const COMPONENTS = [...CLIENTS, "kube-apiserver", "etcd"];
const NEEDED = COMPONENTS.filter((name) => name !== "metrics-server");
const EXPECTED_SECONDS = 8;
const GIVE_UP_MS = 120_000;

/**
 * A Kubernetes control plane of real binaries on loopback ports, with simulated nodes.
 *
 * Pods become Ready and Jobs complete without running anything, so no container runtime and no image is needed.
 */
export class Cluster {
  readonly #name: string;
  readonly #paths: LabPaths;
  readonly #log: Log;

  constructor(name: string, paths: LabPaths, log: Log) {
    this.#name = name;
    this.#paths = paths;
    this.#log = log;
  }

  /** Client of the API server; the cluster must have been started once. */
  get api(): Api {
    return connect(this.#paths.kubeconfig);
  }

  get #folder(): string {
    return join(this.#paths.kwok, "clusters", this.#name);
  }

  get #stages(): string {
    return join(this.#paths.kwok, "stages.json");
  }

  get #config(): string {
    return join(this.#paths.kwok, "config.json");
  }

  state(): ClusterState {
    if (!existsSync(this.#paths.kubeconfig) || !existsSync(join(this.#folder, "kwok.yaml"))) return "absent";
    const running = runningComponents(this.#folder);
    return NEEDED.every((name) => running.has(name)) ? "running" : "stopped";
  }

  /** Starts the control plane unless it runs; returns how it was found. */
  async start(binaries: ClusterBinaries): Promise<ClusterState> {
    mkdirSync(this.#paths.kwok, { recursive: true });
    return withLock(join(this.#paths.state, "cluster.lock"), this.#log, async () => {
      const found = this.state();
      if (found === "running" && (await this.#problem()) === undefined) return found;
      const step = { what: `cluster ${this.#name}`, expected: EXPECTED_SECONDS };
      await withProgress(this.#log, step, () => this.#bringUp(found, binaries));
      return found;
    });
  }

  async #bringUp(found: ClusterState, binaries: ClusterBinaries): Promise<void> {
    if (found === "absent") {
      await this.#endAll();
      rmSync(this.#folder, { recursive: true, force: true });
      writeFileSync(this.#stages, JSON.stringify(missingImage));
      writeFileSync(this.#config, kwokctlConfig(binaries, await freePorts(this.#name), this.#stages));
      const files = ["--config", this.#config, "--kubeconfig", this.#paths.kubeconfig];
      // A lease names the process that holds a node: after a restart pods would wait until the old one's runs out.
      await this.#kwokctl(binaries, "create", "cluster", ...files, "--node-lease-duration-seconds", "0");
    } else {
      this.#compareTools(binaries);
      // What outlived an API server may wait up to half a minute before it asks the new one; a new process asks at once.
      for (const name of CLIENTS) await this.#end(name, 0);
      await this.#kwokctl(binaries, "start", "cluster");
    }
    await this.#until("answering", () => this.#healthy());
    await populate(this.api);
    await this.#until("ready", () => this.#problem());
  }

  /** A cluster keeps the binaries it was made with, also when the project has moved on. */
  #compareTools(binaries: ClusterBinaries): void {
    const config = readFileSync(this.#config, "utf8");
    if (config === kwokctlConfig(binaries, portsOf(config), this.#stages)) return;
    this.#log(
      `Cluster ${this.#name} was made with other tools than the project has now; ` +
        "`npm run stop -- --clean` and a new start make another",
    );
  }

  /** Ends all processes; the data stays. */
  async stop(): Promise<void> {
    if (existsSync(this.#folder)) await this.#endAll();
  }

  /** Ends all processes and forgets everything. */
  async destroy(): Promise<void> {
    await this.stop();
    rmSync(this.#paths.kwok, { recursive: true, force: true });
    rmSync(this.#paths.kubeconfig, { force: true });
  }

  /** Takes only the API server away, as a crash would; `start` brings it back. */
  async stopApiServer(): Promise<void> {
    await this.#end("kube-apiserver", 0);
  }

  async #endAll(): Promise<void> {
    for (const name of COMPONENTS) await this.#end(name, 5_000);
  }

  async #end(binary: string, patienceMs: number): Promise<void> {
    const asked = this.#pid(binary);
    if (asked && patienceMs > 0) process.kill(asked, "SIGTERM");
    const lost = Date.now() + patienceMs;
    for (let pid = asked; pid; pid = this.#pid(binary)) {
      if (Date.now() >= lost) process.kill(pid, "SIGKILL");
      await sleep(20);
    }
  }

  #pid(binary: string): number | undefined {
    return runningComponents(this.#folder).get(binary);
  }

  async #problem(): Promise<string | undefined> {
    const unhealthy = await this.#healthy();
    if (unhealthy) return unhealthy;
    const { kubeSchedulerPort } = portsOf(readFileSync(this.#config, "utf8"));
    return (await isReady(kubeSchedulerPort)) ? missing(this.api) : "kube-scheduler is not ready";
  }

  async #healthy(): Promise<string | undefined> {
    try {
      const answer = await this.api.get("/readyz");
      return answer === "ok" ? undefined : `/readyz says ${JSON.stringify(answer)}`;
    } catch (error) {
      return String(error);
    }
  }

  async #until(what: string, problem: () => Promise<string | undefined>): Promise<void> {
    const deadline = Date.now() + GIVE_UP_MS;
    for (let last = await problem(); last !== undefined; last = await problem()) {
      if (Date.now() > deadline) {
        throw new Error(
          `cluster ${this.#name} not ${what} after ${GIVE_UP_MS / 1000} s: ${last}\nlogs: ${this.#folder}/logs`,
        );
      }
      await sleep(50);
    }
  }

  async #kwokctl(binaries: ClusterBinaries, ...args: string[]): Promise<void> {
    const env = {
      ...process.env,
      KWOK_WORKDIR: this.#paths.kwok,
      KUBECONFIG: this.#paths.kubeconfig,
      // kwokctl takes the kubectl on PATH before the one it was told about.
      PATH: [dirname(binaries.kubectl), process.env.PATH].join(delimiter),
    };
    const output = join(this.#paths.kwok, "kwokctl.log");
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(binaries.kwokctl, ["--name", this.#name, ...args], {
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const keep = (chunk: Buffer) => writeFileSync(output, chunk, { flag: "a" });
      child.stdout.on("data", keep);
      child.stderr.on("data", keep);
      child.on("error", reject);
      child.on("exit", resolve);
    });
    if (code === 0) return;
    const last = readFileSync(output, "utf8").trim().split("\n").slice(-5).join("\n");
    throw new Error(`kwokctl ${args.join(" ")} ended with ${code}:\n${last}\nlogs: ${output}, ${this.#folder}/logs`);
  }
}
