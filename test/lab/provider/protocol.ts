import type { JsonObject } from "../../../stacks/check/kubernetes/json.ts";
import type { Difference } from "./diff.ts";
import type { Log } from "./engine.ts";

/** What every call about one resource brings along. */
export interface Operation {
  urn: string;
  log: Log;
  /** Fires when the engine gives up on the call, or the user cancels. */
  signal: AbortSignal;
  preview: boolean;
  /** Seconds from the resource's `customTimeouts`; 0 when there are none. */
  timeout: number;
  /** Paths of fields that an update leaves as they are: the resource's `ignoreChanges`. */
  ignored: readonly string[];
}

export interface Checked {
  inputs: JsonObject;
  failures: { property: string; reason: string }[];
}

export interface Diffed {
  differences: Difference[];
  /** Those of the differences that no update can bring about. */
  replaces: Difference[];
  deleteBeforeReplace: boolean;
}

export interface Stored {
  id: string;
  state: JsonObject;
}

/** The resources of one package. Values carry the engine's markers for secrets and unknowns (see wire.ts). */
export interface Resources {
  check(operation: Operation, olds: JsonObject, news: JsonObject, seed: Uint8Array): Promise<Checked>;
  diff(operation: Operation, state: JsonObject, olds: JsonObject, news: JsonObject): Promise<Diffed>;
  create(operation: Operation, inputs: JsonObject): Promise<Stored>;
  /** Undefined when the resource is gone. */
  read(
    operation: Operation,
    id: string,
    state: JsonObject,
    inputs: JsonObject,
  ): Promise<(Stored & { inputs: JsonObject }) | undefined>;
  update(operation: Operation, id: string, state: JsonObject, news: JsonObject): Promise<JsonObject>;
  delete(operation: Operation, id: string, state: JsonObject): Promise<void>;
}

/** The resource exists, and its state is to be kept, but it is not what it should be. */
export class InitFailed extends Error {
  readonly stored: Stored;
  readonly reasons: string[];

  constructor(message: string, stored: Stored, reasons: string[]) {
    super(message);
    this.name = "InitFailed";
    this.stored = stored;
    this.reasons = reasons;
  }
}
