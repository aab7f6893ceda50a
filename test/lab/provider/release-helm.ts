import { spawn } from "node:child_process";
import { parse } from "yaml";
import { at, type Json, type JsonObject, number, object, text } from "../../../stacks/check/kubernetes/json.ts";
import type { KubeconfigChoice } from "./kubeconfig.ts";

/** A release as Helm knows it. */
export interface Deployed {
  revision: number;
  status: string;
  values: JsonObject;
  manifest: string;
}

/** A process of helm that failed, with what it said. */
export class HelmError extends Error {}

/** Calls of the helm binary on one cluster. */
export class Helm {
  #binary: string;
  #cluster: readonly string[];

  constructor({ context, kubeconfig }: KubeconfigChoice, binary: string = process.env["DOLPHINPOD_HELM"] || "helm") {
    this.#binary = binary;
    this.#cluster = [
      ...(kubeconfig ? ["--kubeconfig", kubeconfig] : []),
      ...(context ? ["--kube-context", context] : []),
    ];
  }

  /** Name, version and application version of a chart. */
  async chart(inputs: JsonObject, signal: AbortSignal): Promise<{ name: string; version: string; appVersion: string }> {
    const shown = object(parse(await this.#run(["show", "chart", text(inputs["chart"])], "", signal)) as Json);
    return { name: text(shown["name"]), version: text(shown["version"]), appVersion: text(shown["appVersion"]) };
  }

  /** Fails where the name is in use, and where an object exists that is not marked as the release's. */
  async install(inputs: JsonObject, signal: AbortSignal): Promise<void> {
    await this.#run(
      ["install", ...placed(inputs), text(inputs["chart"]), ...installFlags(inputs)],
      input(inputs),
      signal,
    );
  }

  async upgrade(inputs: JsonObject, signal: AbortSignal): Promise<void> {
    await this.#run(
      ["upgrade", ...placed(inputs), text(inputs["chart"]), ...upgradeFlags(inputs)],
      input(inputs),
      signal,
    );
  }

  async uninstall(inputs: JsonObject, signal: AbortSignal): Promise<void> {
    const waits = inputs["atomic"] === true || inputs["skipAwait"] !== true ? ["--wait", ...timeout(inputs)] : [];
    await this.#run(["uninstall", ...placed(inputs), ...waits], "", signal);
  }

  /** The last revision; undefined where there is none. */
  async find(name: string, namespace: string, signal: AbortSignal): Promise<Deployed | undefined> {
    try {
      const answer = await this.#run(["status", ...placed({ name, namespace }), "--output", "json"], "", signal);
      const found = object(JSON.parse(answer) as Json);
      return {
        manifest: text(found["manifest"]),
        revision: number(found["version"]),
        status: text(at(found, "info", "status")),
        values: object(found["config"]),
      };
    } catch (error) {
      if (error instanceof HelmError && error.message.includes("release: not found")) return undefined;
      throw error;
    }
  }

  async #run(args: string[], standardInput: string, signal: AbortSignal): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<{ code: number | null; out: string; err: string }>();
    const said = { out: "", err: "" };
    const child = spawn(this.#binary, [...args, ...this.#cluster]);
    // Helm ends what it began when it is asked to: killed, it would leave the release pending.
    const interrupt = () => child.kill("SIGINT");
    signal.addEventListener("abort", interrupt, { once: true });
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said.out += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said.err += chunk));
    child.stdin.on("error", () => {}).end(standardInput);
    child.once("error", (error) => resolve({ code: 1, out: "", err: error.message }));
    child.once("close", (code) => resolve({ code, ...said }));
    const { code, err, out } = await promise;
    signal.removeEventListener("abort", interrupt);
    if (code === 0) return out;
    throw new HelmError(`helm ${args[0]} ${args[1]}: ${err.trim().replace(/^Error: /, "")}`);
  }
}

/** Values may hold secrets: over a pipe they are neither on a disk nor in the process list. */
const input = (inputs: JsonObject) => JSON.stringify(object(inputs["values"]));

const placed = (inputs: JsonObject) => [text(inputs["name"]), "--namespace", text(inputs["namespace"])];
const timeout = (inputs: JsonObject) => ["--timeout", `${number(inputs["timeout"]) || 300}s`];

function flags(inputs: JsonObject): string[] {
  const flag = (field: string, option: string): string[] => (inputs[field] === true ? [option] : []);
  const option = (field: string, option: string): string[] =>
    text(inputs[field]) ? [option, text(inputs[field])] : [];
  return [
    ...["--values", "-", ...timeout(inputs)],
    ...(inputs["skipAwait"] === true ? [] : ["--wait", ...flag("waitForJobs", "--wait-for-jobs")]),
    ...flag("atomic", "--atomic"),
    ...flag("disableOpenapiValidation", "--disable-openapi-validation"),
    ...flag("renderSubchartNotes", "--render-subchart-notes"),
    ...option("postrender", "--post-renderer"),
    ...option("description", "--description"),
  ];
}

/** The official plugin reads `disableWebhooks` for an installation and `disableCRDHooks` for an update. */
function installFlags(inputs: JsonObject): string[] {
  return [
    ...flags(inputs),
    ...(inputs["disableWebhooks"] === true ? ["--no-hooks"] : []),
    ...(inputs["skipCrds"] === true ? ["--skip-crds"] : []),
    ...(inputs["createNamespace"] === true ? ["--create-namespace"] : []),
    ...(inputs["replace"] === true ? ["--replace"] : []),
  ];
}

function upgradeFlags(inputs: JsonObject): string[] {
  return [
    ...flags(inputs),
    ...(inputs["disableCRDHooks"] === true ? ["--no-hooks"] : []),
    ...(inputs["cleanupOnFail"] === true ? ["--cleanup-on-fail"] : []),
    ...(inputs["forceUpdate"] === true ? ["--force"] : []),
    ...(inputs["resetValues"] === true ? ["--reset-values"] : []),
    ...(inputs["reuseValues"] === true ? ["--reuse-values"] : []),
    ...["--history-max", String(number(inputs["maxHistory"]))],
  ];
}
