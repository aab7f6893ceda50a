import { parseManifests } from "../../../stacks/check/kubernetes/helm.ts";
import { type JsonObject, object, text } from "../../../stacks/check/kubernetes/json.ts";
import { autoname, idOf, parseId } from "../../../stacks/check/kubernetes/objects.ts";
import { hasUnknown, markSecrets, plainObject, UNKNOWN } from "../../../stacks/check/kubernetes/wire.ts";
import { differences } from "./diff.ts";
import { describe } from "./errors.ts";
import { type Checked, type Diffed, InitFailed, type Operation, type Resources, type Stored } from "./protocol.ts";
import { type Deployed, Helm } from "./release-helm.ts";
import type { Session } from "./settings.ts";
import { parseUrn } from "./urn.ts";

export const releaseType = "kubernetes:helm.sh/v3:Release";

/** Inputs that would need a repository, a key or a file of their own; the lab's charts are local. */
const refused = [
  "dependencyUpdate",
  "devel",
  "keyring",
  "lint",
  "recreatePods",
  "repositoryOpts",
  "valueYamlFiles",
  "verify",
];

/**
 * `kubernetes:helm.sh/v3:Release` by the helm binary, where the official plugin has Helm's library in itself.
 *
 * Imitated: the installation that takes over no foreign object, updates, the outcome of a failure with and without
 * `atomic`, history limits, hooks, waits, the post-renderer and from where its path counts, and the comparison of values
 * with those of the release as it was last read, so that a rollback by hand is drift after a refresh. Not imitated:
 * repositories, keys, `valueYamlFiles`, and definitions of a chart that other resources of a preview would know.
 */
export class ReleaseResources implements Resources {
  #session: Session;
  #helm: Helm;

  constructor(session: Session) {
    this.#session = session;
    this.#helm = new Helm(session.settings);
  }

  async check(operation: Operation, olds: JsonObject, news: JsonObject, seed: Uint8Array): Promise<Checked> {
    if (/^\s*\{|\n/.test(this.#session.settings.kubeconfig ?? "")) {
      const reason = "the lab's stand-in runs helm on the cluster of a kubeconfig that is a file, not a text";
      return { inputs: news, failures: [{ property: "", reason }] };
    }
    const found = refused.filter((name) => news[name] !== undefined);
    if (found.length > 0) {
      const reason = `${found.join(", ")}: not supported by the lab's stand-in for the Kubernetes plugin`;
      return { inputs: news, failures: [{ property: found[0] ?? "", reason }] };
    }
    const { compat: _, ...given } = news;
    const inputs: JsonObject = {
      ...given,
      name: text(news["name"]) || text(olds["name"]) || autoname(parseUrn(operation.urn).name, seed),
      namespace: text(news["namespace"]) || this.#session.namespace,
      timeout: news["timeout"] ?? 300,
    };
    if (hasUnknown(inputs["chart"])) return { inputs, failures: [] };
    try {
      const { version } = await this.#helm.chart(plainObject(inputs), operation.signal);
      return { inputs: { ...inputs, version }, failures: [] };
    } catch (error) {
      const reason = `${describe(error)}; check the chart name and repository configuration.`;
      return { inputs, failures: [{ property: "chart", reason }] };
    }
  }

  async diff(_operation: Operation, state: JsonObject, olds: JsonObject, news: JsonObject): Promise<Diffed> {
    const { values, version } = plainObject(state);
    const live = { ...plainObject(olds), ...(values && { values }), ...(version && { version }) };
    const found = differences(live, plainObject(news));
    const replaces = found.filter(({ path }) => path[0] === "name" || path[0] === "namespace");
    return { differences: found, replaces, deleteBeforeReplace: false };
  }

  async create(operation: Operation, inputs: JsonObject): Promise<Stored> {
    if (operation.preview) return { id: "", state: foreseen(inputs) };
    const known = plainObject(inputs);
    return this.#settle(operation, inputs, () => this.#helm.install(known, operation.signal));
  }

  async read(operation: Operation, id: string, state: JsonObject, inputs: JsonObject) {
    const { name, namespace } = parseId(id);
    const found = await this.#helm.find(name, namespace, operation.signal);
    if (found === undefined) return undefined;
    const chart = object(plainObject(state)["status"]);
    return { id, inputs, state: stored(inputs, found, { ...chart, name, namespace }) };
  }

  async update(operation: Operation, _id: string, _state: JsonObject, news: JsonObject): Promise<JsonObject> {
    if (operation.preview) return foreseen(news);
    const known = plainObject(news);
    return (await this.#settle(operation, news, () => this.#helm.upgrade(known, operation.signal))).state;
  }

  async delete(operation: Operation, _id: string, state: JsonObject): Promise<void> {
    await this.#helm.uninstall(plainObject(state), operation.signal);
  }

  /** A failure that leaves a release behind leaves a resource behind. */
  async #settle(operation: Operation, inputs: JsonObject, work: () => Promise<void>): Promise<Stored> {
    const known = plainObject(inputs);
    const [name, namespace] = [text(known["name"]), text(known["namespace"])];
    const after = async () => {
      const found = await this.#helm.find(name, namespace, AbortSignal.timeout(30_000));
      if (found === undefined) return undefined;
      const chart = await this.#helm.chart(known, AbortSignal.timeout(30_000));
      const status = { appVersion: chart.appVersion, chart: chart.name, name, namespace, version: chart.version };
      return { id: `${namespace}/${name}`, state: stored(inputs, found, status) };
    };
    const before = await this.#helm.find(name, namespace, operation.signal);
    operation.log.status("Helm is at work");
    try {
      await work();
    } catch (error) {
      const left = await after();
      if (left === undefined || revisionOf(left) === before?.revision) throw error;
      throw new InitFailed(describe(error), left, [describe(error)]);
    }
    operation.log.status("");
    const done = await after();
    if (done === undefined) throw new Error(`${namespace}/${name}: Helm made the release, and it is gone`);
    return done;
  }
}

const revisionOf = ({ state }: Stored) => object(state["status"])["revision"];

function foreseen(inputs: JsonObject): JsonObject {
  return { ...inputs, resourceNames: UNKNOWN, status: UNKNOWN };
}

/** Inputs as they are in Helm's record, and what it says of the release. */
function stored(inputs: JsonObject, { manifest, revision, status, values }: Deployed, chart: JsonObject): JsonObject {
  const outputs = { ...plainObject(inputs), resourceNames: resourceNames(manifest), values };
  return { ...markSecrets(outputs, inputs), status: { ...chart, revision, status } };
}

/** Objects by kind, as the official plugin tells of them: {"StatefulSet.apps/apps/v1": ["data/registry"]}. */
function resourceNames(manifest: string): JsonObject {
  const names: Record<string, string[]> = {};
  for (const item of parseManifests(manifest)) {
    const [version = "", group = ""] = text(item["apiVersion"]).split("/").toReversed();
    const kind = text(item["kind"]);
    const key = group ? `${kind}.${group}/${group}/${version}` : `${kind}/${version}`;
    names[key] = [...(names[key] ?? []), idOf(item)].sort();
  }
  return names;
}
