import { type JsonObject, object, text } from "../../../stacks/check/kubernetes/json.ts";
import {
  AUTONAMED,
  annotation,
  asInputs,
  fieldManager,
  forPreview,
  forState,
  idOf,
  isManagedBy,
  isPatch,
  kindOf,
  label,
  namespaceOf,
  parseId,
  toServer,
} from "../../../stacks/check/kubernetes/objects.ts";
import { hasUnknown, markSecrets, plainObject } from "../../../stacks/check/kubernetes/wire.ts";
import { isBeingDeleted, isImmutable, ServerObject, skipsDeletionAwait } from "./apply.ts";
import { untilGone, untilReady, type Waiting } from "./awaits/index.ts";
import { checkInputs, inNamespace } from "./check.ts";
import type { Patience } from "./client.ts";
import { differences, driftedInputs, touches } from "./diff.ts";
import type { Resource } from "./discovery.ts";
import { ApiError, describe, isMissing, NotReadyError } from "./errors.ts";
import { withIgnored } from "./ignored.ts";
import { pause } from "./patience.ts";
import { type Checked, type Diffed, InitFailed, type Operation, type Resources, type Stored } from "./protocol.ts";
import { replacePaths } from "./replace.ts";
import type { Session } from "./settings.ts";
import { parseUrn } from "./urn.ts";

/** A server that restarts is away for less. */
const OUTAGE_MS = 30_000;
const PREVIEW_OUTAGE_MS = 3_000;
/** Time for a namespace or a kind to appear that another resource of the same program makes. */
const PREREQUISITE_MS = 20_000;

/** Kubernetes objects of every kind, written by server-side apply. */
export class KubernetesResources implements Resources {
  #session: Session;
  /** Namespaces that a preview found missing; it need not ask again for each of their objects. */
  #missing = new Set<string>();

  constructor(session: Session) {
    this.#session = session;
  }

  check(operation: Operation, olds: JsonObject, news: JsonObject, seed: Uint8Array): Promise<Checked> {
    return checkInputs(parseUrn(operation.urn), olds, news, seed, this.#session);
  }

  async diff(_operation: Operation, state: JsonObject, olds: JsonObject, news: JsonObject): Promise<Diffed> {
    const live = plainObject(state);
    const before = inNamespace(plainObject(olds), live, namespaceOf(live));
    const after = inNamespace(plainObject(news), live, this.#session.namespace);
    const found = differences(before, after);
    const rules = replacePaths(after, this.#session.settings.mutability);
    const replaces = found.filter(({ path }) => rules.some((rule) => touches(path, rule)));
    const sameName = idOf(after) === idOf(live) && annotation(after, AUTONAMED) !== "true";
    return { differences: found, replaces, deleteBeforeReplace: replaces.length > 0 && sameName };
  }

  async create(operation: Operation, inputs: JsonObject): Promise<Stored> {
    const manager = fieldManager(operation.urn);
    if (operation.preview) return { id: "", state: await this.#preview(operation, inputs, manager) };
    const live = await this.#whenPossible(operation, inputs, async (target) => {
      await this.#claim(operation, target, manager);
      return target.apply(manager, "write");
    });
    return { id: idOf(live), state: await this.#settle(operation, inputs, live, manager) };
  }

  async read(operation: Operation, id: string, state: JsonObject, inputs: JsonObject) {
    const { name, namespace } = parseId(id);
    const { type } = parseUrn(operation.urn);
    const identity = {
      ...kindOf(type, plainObject(inputs)["kind"]),
      metadata: { name, ...(namespace && { namespace }) },
    };
    const target = await this.#target(operation, identity);
    const live = await target?.get();
    if (!live) return undefined;
    const manager = text(state["__fieldManager"]) || fieldManager(operation.urn);
    const seen = plainObject(state);
    const known = plainObject(inputs);
    const found = Object.keys(known).length === 0 ? asInputs(live) : driftedInputs(known, seen, forState(live));
    const marked = markSecrets(found, inputs);
    return { id, inputs: marked, state: stateOf(live, marked, manager) };
  }

  async update(operation: Operation, _id: string, state: JsonObject, news: JsonObject): Promise<JsonObject> {
    const manager = text(state["__fieldManager"]) || fieldManager(operation.urn);
    const sent = await this.#withIgnored(operation, news, manager);
    if (operation.preview) return this.#preview(operation, sent, manager);
    const live = await this.#whenPossible(operation, sent, (target) => target.apply(manager, "write"));
    const before = object(plainObject(state)["metadata"])["uid"];
    if (before && before !== object(live["metadata"])["uid"]) {
      operation.log.tell("warning", `${label(live)} was gone from the cluster; it has been created anew`);
    }
    return this.#settle(operation, news, live, manager);
  }

  async delete(operation: Operation, id: string, state: JsonObject): Promise<void> {
    const { name, namespace } = parseId(id);
    const known = plainObject(state);
    const identity = {
      ...kindOf(parseUrn(operation.urn).type, known["kind"]),
      metadata: { ...object(known["metadata"]), name, namespace },
    };
    const target = await this.#target(operation, identity);
    if (isPatch(parseUrn(operation.urn).type, known["kind"])) {
      const manager = text(state["__fieldManager"]) || fieldManager(operation.urn);
      return target?.relinquish(manager);
    }
    const live = await target?.remove();
    if (!target || !live || skipsDeletionAwait(identity)) return;
    await untilGone(live, target, this.#waiting(operation));
  }

  /** The inputs without what is left to others. */
  async #withIgnored(operation: Operation, news: JsonObject, manager: string): Promise<JsonObject> {
    if (operation.ignored.length === 0 || hasUnknown(news)) return news;
    const live = await (await this.#target(operation, plainObject(news)))?.get();
    return live === undefined ? news : withIgnored(news, live, manager, operation.ignored);
  }

  /** What a write would make of it, as far as the server can tell now. */
  async #preview(operation: Operation, inputs: JsonObject, manager: string): Promise<JsonObject> {
    const manifest = toServer(plainObject(inputs));
    if (hasUnknown(inputs) || this.#missing.has(namespaceOf(manifest))) return inputs;
    const target = await this.#target(operation, manifest);
    if (!target) return inputs;
    // Asked now: the server waits a moment for a missing namespace at every object that is to go into it.
    if (manifest["kind"] === "Namespace" && !(await target.get())) this.#missing.add(target.name);
    try {
      return markSecrets(forPreview(await target.apply(manager, "dry-run")), inputs);
    } catch (error) {
      if (error instanceof ApiError && error.subject === "namespaces") this.#missing.add(namespaceOf(manifest));
      // The namespace is still to come, the user may not dry-run, or the object is about to be replaced.
      if (isMissing(error) || isImmutable(error) || (error instanceof ApiError && error.status === 403)) return inputs;
      throw new Error(`${label(manifest)}: ${describe(error)}`);
    }
  }

  /** Runs a write again while the namespace or the kind it needs is still in the making. */
  async #whenPossible(
    operation: Operation,
    inputs: JsonObject,
    write: (target: ServerObject) => Promise<JsonObject>,
  ): Promise<JsonObject> {
    const manifest = toServer(plainObject(inputs));
    const deadline = Date.now() + PREREQUISITE_MS;
    for (;;) {
      const target = await this.#target(operation, manifest);
      try {
        if (!target)
          throw new Error(`the API server has no kind ${text(manifest["apiVersion"])}/${text(manifest["kind"])}`);
        return await write(target);
      } catch (error) {
        const premature = !target || isMissing(error);
        if (premature && Date.now() < deadline) {
          operation.log.status(`waiting: ${describe(error)}`);
          await pause(500, operation.signal);
          continue;
        }
        const hint = isImmutable(error) ? "; delete the object, or give it another name" : "";
        throw new Error(`${label(manifest)}: ${describe(error)}${hint}`, { cause: error });
      }
    }
  }

  /** Makes sure that creating takes nothing over from somebody else. */
  async #claim(operation: Operation, target: ServerObject, manager: string): Promise<void> {
    const existing = await target.get();
    if (!existing) return;
    if (isBeingDeleted(existing)) return untilGone(existing, target, this.#waiting(operation));
    if (this.#session.settings.upsert || isPatch(parseUrn(operation.urn).type, existing["kind"])) return;
    const isOfRelease = annotation(existing, "meta.helm.sh/release-name") !== "";
    if (isManagedBy(existing, manager) && !isOfRelease) {
      operation.log.tell(
        "info",
        `${label(existing)} was left by an interrupted update of this stack; taking it up again`,
      );
      return;
    }
    throw new Error(
      "it exists already, and this stack did not make it. Import it (`pulumi import`), delete it, or choose another " +
        "name; with the provider's upsertExistingObjects it would be changed instead",
    );
  }

  async #settle(operation: Operation, inputs: JsonObject, live: JsonObject, manager: string): Promise<JsonObject> {
    try {
      const target = await this.#target(operation, live);
      const ready = target ? await untilReady(live, target, this.#waiting(operation)) : live;
      if (text(live["kind"]) === "CustomResourceDefinition") this.#session.discovery.forget();
      operation.log.status("");
      return stateOf(ready, inputs, manager);
    } catch (error) {
      const reasons = error instanceof NotReadyError ? error.reasons : [];
      const stored = { id: idOf(live), state: stateOf(live, inputs, manager) };
      throw new InitFailed(describe(error), stored, [describe(error), ...reasons]);
    }
  }

  async #target(operation: Operation, manifest: JsonObject): Promise<ServerObject | undefined> {
    const patience = this.#patience(operation);
    const { client, discovery, namespace } = this.#session;
    const kind = [text(manifest["apiVersion"]), text(manifest["kind"])] as const;
    const resource: Resource | undefined = await discovery.find(...kind, patience);
    const force =
      !isPatch(parseUrn(operation.urn).type, kind[1]) || annotation(manifest, "pulumi.com/patchForce") === "true";
    const call = { patience, signal: operation.signal, force };
    return resource && new ServerObject(client, resource, manifest, namespace, call);
  }

  #patience(operation: Operation): Patience {
    return {
      forMs: operation.preview ? PREVIEW_OUTAGE_MS : OUTAGE_MS,
      notice: (message) => operation.log.tell("warning", message),
    };
  }

  #waiting(operation: Operation): Waiting {
    return {
      client: this.#session.client,
      log: operation.log,
      patience: this.#patience(operation),
      signal: operation.signal,
      timeout: operation.timeout,
    };
  }
}

/** The live object, and beside it what later runs need: the inputs it came from and who manages its fields. */
function stateOf(live: JsonObject, inputs: JsonObject, manager: string): JsonObject {
  return {
    ...markSecrets(forState(live), inputs),
    __fieldManager: manager,
  };
}
