import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { Cluster, type ClusterState } from "./cluster.ts";
import type { Api } from "./cluster-api.ts";
import type { ClusterBinaries } from "./cluster-config.ts";
import { type LabPaths, labPaths } from "./paths.ts";
import { programFolder } from "./program-folder.ts";
import { readCall } from "./pulumi-arguments.ts";
import { ensureCli, mustBuildCli } from "./pulumi-cli.ts";
import { chartSource, pulumiEnv } from "./pulumi-env.ts";
import { passphraseEnv } from "./pulumi-passphrase.ts";
import { providerSource, startProvider } from "./pulumi-provider.ts";
import { type RunResult, runToEnd } from "./pulumi-run.ts";
import { lendSalts } from "./pulumi-salt-files.ts";
import { announceBuilds, clusterBinaries, helmBinary } from "./tools/index.ts";
import { labTools, pulumi } from "./tools/list.ts";
import { type Log, toStderr } from "./tools/progress.ts";

type Env = Record<string, string | undefined>;

export interface LabOptions {
  /** Labs of different names share nothing but the built tools. Default: `DOLPHINPOD_LAB`, or `dolphinpod`. */
  name?: string;
  log?: Log;
  /** "on" gives the cluster a metrics-server: pods use what their annotations `kwok.x-k8s.io/usage-cpu` say. */
  resourceMetrics?: "on" | "off";
}

export interface PulumiOptions {
  /** Folder of the Pulumi project. Default: the working directory. */
  cwd?: string;
  env?: Env;
  /** Default: `capture`. */
  stdio?: "capture" | "inherit";
  /** Output as it comes, of both streams; with `capture` only. */
  onOutput?: (text: string) => void;
  onStart?: (pid: number) => void;
}

/** A Kubernetes control plane and the Pulumi CLI beside it, both real, both without a cloud. */
export class Lab {
  readonly name: string;
  readonly paths: LabPaths;
  readonly #log: Log;
  readonly #cluster: Cluster;
  readonly #resourceMetrics: "on" | "off";

  /** Starts nothing: a lab that only asks the CLI for its version needs no cluster. */
  constructor({
    name = process.env.DOLPHINPOD_LAB || "dolphinpod",
    log = toStderr,
    resourceMetrics = "off",
  }: LabOptions = {}) {
    this.name = name;
    this.paths = labPaths(name);
    this.#log = log;
    this.#resourceMetrics = resourceMetrics;
    this.#cluster = new Cluster(name, this.paths, log);
  }

  get kubeconfig(): string {
    return this.paths.kubeconfig;
  }

  get api(): Api {
    return this.#cluster.api;
  }

  state(): ClusterState {
    return this.#cluster.state();
  }

  /** Starts the cluster, or does nothing when it runs; returns how it was found. */
  async start(): Promise<ClusterState> {
    const found = await this.#cluster.start(await this.binaries());
    if (found === "absent") this.#setAsideForeignState();
    return found;
  }

  /** Builds or downloads whatever is missing, so that what comes after is quick. */
  async prepare(): Promise<void> {
    // A person who may be asked something is asked before the long part.
    await passphraseEnv(this.paths.passphrase, this.#log);
    announceBuilds((await mustBuildCli()) ? [...labTools, pulumi] : labTools, this.#log);
    await this.binaries();
    await helmBinary(this.#log);
    await ensureCli(this.#log);
  }

  /** The binaries of the control plane, and kubectl. */
  async binaries(): Promise<ClusterBinaries> {
    const binaries = await clusterBinaries(this.#log);
    if (this.#resourceMetrics === "off") return binaries;
    const { metricsServerBinary } = await import("./tools/metrics-server.ts");
    return { ...binaries, metricsServer: await metricsServerBinary(this.#log) };
  }

  /** Everything the CLI needs to work on this lab, over the settings of this process. */
  async env(extra: Env = {}): Promise<Env> {
    const cli = await ensureCli(this.#log);
    mkdirSync(this.paths.backend, { recursive: true });
    const passphrase = await passphraseEnv(this.paths.passphrase, this.#log, { ...process.env, ...extra });
    return { ...process.env, ...pulumiEnv(cli, this.paths), ...passphrase, ...extra };
  }

  /** Runs the real CLI. Starts the cluster and the stand-in for the plugins where the command needs them. */
  async pulumi(args: string[], options: PulumiOptions = {}): Promise<RunResult> {
    const call = readCall(args);
    const { binary, home } = await ensureCli(this.#log);
    const env = await this.env(options.env);
    const cwd = resolve(options.cwd ?? process.cwd());
    const project = resolve(cwd, call.cwd ?? ".");
    const attached = call.needsCluster ? await this.#attach(home, project) : { env: {}, close: () => {} };
    try {
      const takeSaltsOut = lendSalts(project, this.paths.salts);
      try {
        const { onOutput, onStart, stdio = "capture" } = options;
        return await runToEnd(binary, args, { cwd, env: { ...attached.env, ...env }, onOutput, onStart, stdio });
      } finally {
        takeSaltsOut();
      }
    } finally {
      attached.close();
    }
  }

  /** Settings under which other programs see what the CLI here would: tools, cluster, state, chart, plugins. */
  async programEnv(): Promise<Env> {
    const { home } = await ensureCli(this.#log);
    const [env, { kubectl }, chart, source] = await Promise.all([
      this.env(),
      this.binaries(),
      chartSource(),
      providerSource(home),
    ]);
    const attached = source.kind === "official" ? {} : { PULUMI_DEBUG_PROVIDERS: "kubernetes:0,random:0" };
    return { ...env, ...chart.env, ...attached, PATH: [dirname(kubectl), env.PATH].join(delimiter) };
  }

  async #attach(home: string, project: string): Promise<{ env: Env; close: () => void }> {
    await this.start();
    const [source, chart] = await Promise.all([providerSource(home), chartSource()]);
    if (chart.reason) this.#tellOnce("chart", `Chart: ${chart.reason}`);
    if (source.kind === "official") return { env: chart.env, close: () => {} };
    this.#tellOnce("provider", `Kubernetes plugin: the lab's stand-in, because ${source.reason}`);
    const provider = await startProvider(this.kubeconfig, await helmBinary(this.#log), programFolder(project));
    return { env: { ...chart.env, ...provider.env }, close: provider.close };
  }

  /** Takes the API server away as a crash would; everything else stays. */
  stopApiServer(): Promise<void> {
    return this.#cluster.stopApiServer();
  }

  async startApiServer(): Promise<void> {
    await this.start();
  }

  /** Ends the cluster's processes; its data and Pulumi's state stay, and belong together. */
  close(): Promise<void> {
    return this.#cluster.stop();
  }

  /** Ends the cluster and deletes all that the lab knows; the built tools stay. */
  async destroy(): Promise<void> {
    await this.#cluster.destroy();
    rmSync(this.paths.state, { recursive: true, force: true });
  }

  /** A new cluster has none of the objects that the state of an earlier one tells of. */
  #setAsideForeignState(): void {
    const marker = join(this.paths.state, "had-a-cluster");
    if (existsSync(marker) && existsSync(this.paths.backend)) {
      const aside = `${this.paths.backend}-${new Date().toISOString().replaceAll(":", "")}`;
      renameSync(this.paths.backend, aside);
      this.#log(`The cluster is new, so Pulumi's state of the earlier one was set aside: ${aside}`);
    }
    writeFileSync(marker, "");
  }

  /** Says a thing when it is new or has changed since it was last said. */
  #tellOnce(key: string, text: string): void {
    const file = join(this.paths.state, `told-${key}`);
    if (existsSync(file) && readFileSync(file, "utf8") === text) return;
    writeFileSync(file, text);
    this.#log(text);
  }
}

/** A running lab. */
export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const lab = new Lab(options);
  await lab.start();
  return lab;
}
