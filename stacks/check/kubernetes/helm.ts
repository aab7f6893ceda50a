import { spawn } from "node:child_process";
import { parseAllDocuments } from "yaml";
import { asKubernetesReads } from "../../../components/kubernetes/yaml.ts";
import { array, at, isObject, type Json, type JsonObject, object, text } from "./json.ts";
import { label, nameOf } from "./objects.ts";

/** What of a chart's inputs `helm template` is told. */
export interface ChartInputs {
  name: string;
  namespace: string;
  chart: string;
  values: JsonObject;
  valueFiles: string[];
  flags: string[];
}

/** Inputs that would need a file or a log-in of their own; the lab's charts are local or public. */
const REFUSED = ["keyring", "repositoryOpts.username", "repositoryOpts.password"];

/** Reads the inputs of `kubernetes:helm.sh/v4:Chart`; `name` and `namespace` stand in for those it leaves out. */
export function readChartInputs(inputs: JsonObject, name: string, namespace: string): ChartInputs {
  for (const path of REFUSED) {
    if (at(inputs, ...path.split(".")) === undefined) continue;
    throw new Error(`${path} is not supported by the lab's stand-in for the Kubernetes plugin`);
  }
  const repository = object(inputs["repositoryOpts"]);
  const flag = (field: string, option: string): string[] => (inputs[field] === true ? [option] : []);
  const option = (value: Json | undefined, option: string): string[] => (text(value) ? [option, text(value)] : []);
  const postRenderer = object(inputs["postRenderer"]);
  return {
    name: text(inputs["name"]) || name,
    namespace: text(inputs["namespace"]) || namespace,
    chart: text(inputs["chart"]),
    values: object(inputs["values"]),
    valueFiles: array(inputs["valueYamlFiles"]).map(valueFile),
    flags: [
      ...(inputs["skipCrds"] === true ? [] : ["--include-crds"]),
      ...flag("devel", "--devel"),
      ...flag("dependencyUpdate", "--dependency-update"),
      ...flag("verify", "--verify"),
      ...flag("plainHttp", "--plain-http"),
      ...option(inputs["version"], "--version"),
      ...option(repository["repo"], "--repo"),
      ...option(repository["caFile"], "--ca-file"),
      ...option(repository["certFile"], "--cert-file"),
      ...option(repository["keyFile"], "--key-file"),
      ...option(postRenderer["command"], "--post-renderer"),
      ...array(postRenderer["args"]).flatMap((argument) => option(argument, "--post-renderer-args")),
    ],
  };
}

function valueFile(asset: Json): string {
  const path = text(at(asset, "path")) || text(at(asset, "uri"));
  if (!path) throw new Error("valueYamlFiles: only file and remote assets are supported by the lab's stand-in");
  return path;
}

/** Renders a chart without touching a cluster. Hooks are left out, as the official plugin does. */
export async function template(
  inputs: ChartInputs,
  server: { version: string; capabilities: string[] },
  signal: AbortSignal,
  helm: string = process.env["DOLPHINPOD_HELM"] || "helm",
): Promise<JsonObject[]> {
  const files = inputs.valueFiles.flatMap((path) => ["--values", path]);
  const args = [
    "template",
    inputs.name,
    inputs.chart,
    ...["--namespace", inputs.namespace],
    "--no-hooks",
    ...inputs.flags,
    ...files,
    // Values may hold secrets: over a pipe they are neither on a disk nor in the process list.
    ...["--values", "-"],
    ...(server.version ? ["--kube-version", server.version] : []),
    ...server.capabilities.flatMap((version) => ["--api-versions", version]),
  ];
  return parseManifests(await run(helm, args, JSON.stringify(inputs.values), signal));
}

function run(command: string, args: string[], input: string, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(command, args, { signal });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => out.push(chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => err.push(chunk));
  child.stdin.on("error", () => {}).end(input);
  child.once("error", (error) => reject(new Error(`${command}: ${error.message}`)));
  child.once("close", (code) => {
    if (code === 0) resolve(out.join(""));
    else reject(new Error(`helm template ${args[1]} ${args[2]} failed: ${err.join("").trim()}`));
  });
  return promise;
}

/** Kubernetes objects of a YAML stream; lists are opened up, empty documents skipped. */
export function parseManifests(yaml: string): JsonObject[] {
  return parseAllDocuments(yaml, asKubernetesReads).flatMap((document) => {
    if ("errors" in document && document.errors.length > 0) throw new Error(`YAML: ${document.errors[0]?.message}`);
    return opened(document.toJS() as Json);
  });
}

function opened(document: Json): JsonObject[] {
  if (!isObject(document) || Object.keys(document).length === 0) return [];
  if (text(document["kind"]).endsWith("List") && Array.isArray(document["items"]))
    return document["items"].flatMap(opened);
  if (!document["apiVersion"] || !document["kind"] || !nameOf(document)) {
    throw new Error(`${label(document)}: an object needs apiVersion, kind and metadata.name`);
  }
  return [document];
}
