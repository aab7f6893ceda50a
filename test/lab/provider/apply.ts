import { at, type JsonObject, object, text, without } from "../../../stacks/check/kubernetes/json.ts";
import { annotation, nameOf, namespaceOf, withMetadata } from "../../../stacks/check/kubernetes/objects.ts";
import type { ApiClient, Patience } from "./client.ts";
import { type Resource, resourcePath } from "./discovery.ts";
import { ApiError, isMissing } from "./errors.ts";

/** Kinds whose children are deleted with them, and are to be gone when they are. */
const OWNERS = ["CronJob", "DaemonSet", "Deployment", "Job", "ReplicaSet", "ReplicationController", "StatefulSet"];

/** Requests about one object. */
export class ServerObject {
  readonly collection: string;
  readonly name: string;
  #client: ApiClient;
  #manifest: JsonObject;
  #patience: Patience;
  #signal: AbortSignal;
  #force: boolean;

  constructor(
    client: ApiClient,
    resource: Resource,
    manifest: JsonObject,
    fallbackNamespace: string,
    call: { patience: Patience; signal: AbortSignal; force: boolean },
  ) {
    this.#client = client;
    this.#patience = call.patience;
    this.#signal = call.signal;
    this.#force = call.force;
    const namespace = namespaceOf(manifest) || fallbackNamespace;
    this.#manifest = resource.namespaced
      ? withMetadata(manifest, { namespace })
      : { ...manifest, metadata: without(object(manifest["metadata"]), "namespace") };
    this.collection = resourcePath(resource, namespace);
    this.name = nameOf(manifest);
  }

  get path(): string {
    return `${this.collection}/${encodeURIComponent(this.name)}`;
  }

  async get(): Promise<JsonObject | undefined> {
    try {
      return await this.#client.request({ method: "GET", path: this.path, signal: this.#signal }, this.#patience);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Server-side apply: sets the fields of the manifest, and removes those this manager set before. */
  apply(manager: string, mode: "write" | "dry-run"): Promise<JsonObject> {
    return this.#client.request(
      {
        method: "PATCH",
        path: this.path,
        query: { fieldManager: manager, force: String(this.#force), ...(mode === "dry-run" && { dryRun: "All" }) },
        contentType: "application/apply-patch+yaml",
        body: this.#manifest,
        // A write that was sent is waited for: to give it up half-way would leave its outcome open.
        signal: mode === "dry-run" ? this.#signal : undefined,
      },
      this.#patience,
    );
  }

  /** Gives up the fields that this manager set, and leaves the object and everybody else's fields. */
  async relinquish(manager: string): Promise<void> {
    const { apiVersion, kind } = this.#manifest;
    const { name, namespace } = object(this.#manifest["metadata"]);
    if (!(await this.get())) return;
    this.#manifest = { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } } as JsonObject;
    await this.apply(manager, "write");
  }

  /** Asks for the deletion; returns the object while it still exists. */
  async remove(): Promise<JsonObject | undefined> {
    const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: propagation(this.#manifest) };
    try {
      const answer = await this.#client.request({ method: "DELETE", path: this.path, body }, this.#patience);
      return answer["kind"] === "Status" ? undefined : answer;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

/** How the children go: as the annotation says, else before their owner. */
export function propagation(manifest: JsonObject): string {
  switch (annotation(manifest, "pulumi.com/deletionPropagationPolicy").toLowerCase()) {
    case "orphan":
      return "Orphan";
    case "background":
      return "Background";
    case "foreground":
      return "Foreground";
    default:
      return OWNERS.includes(text(manifest["kind"])) ? "Foreground" : "Background";
  }
}

/** Deletion of these may be left to itself with `pulumi.com/skipAwait`, as in the official plugin. */
export function skipsDeletionAwait(manifest: JsonObject): boolean {
  const kind = text(manifest["kind"]);
  return annotation(manifest, "pulumi.com/skipAwait") === "true" && ["Namespace", "Pod", ...OWNERS].includes(kind);
}

/** True when the server says that a field of an existing object cannot change. */
export function isImmutable(error: unknown): boolean {
  return (
    error instanceof ApiError && error.status === 422 && /immutable|forbidden: updates to|may not/i.test(error.message)
  );
}

export function isBeingDeleted(live: JsonObject): boolean {
  return at(live, "metadata", "deletionTimestamp") !== undefined;
}
