import { at, type JsonObject, object, text } from "../../../../stacks/check/kubernetes/json.ts";
import type { ApiClient, Patience } from "../client.ts";
import { ApiError, isMissing, UnreachableError } from "../errors.ts";
import { pause } from "../patience.ts";

/** A server that refuses every watch must not be asked without rest. */
const BETWEEN_WATCHES_MS = 200;

/** Where one object is: its collection, its name. */
export interface Place {
  collection: string;
  name: string;
}

/**
 * An object's states, newest last, from now on; undefined while it does not exist.
 *
 * Starts with `first` when given, so that nothing is asked of the server before the first change.
 */
export async function* follow(
  client: ApiClient,
  place: Place,
  patience: Patience,
  signal: AbortSignal,
  first?: JsonObject,
): AsyncGenerator<JsonObject | undefined> {
  for (let known = first; ; known = undefined) {
    const current = known ?? (await read(client, place, patience, signal));
    yield current;
    const version = text(at(current, "metadata", "resourceVersion"));
    const query = { fieldSelector: `metadata.name=${place.name}`, ...(version && { resourceVersion: version }) };
    try {
      for await (const event of client.watch(place.collection, query, signal)) {
        // The server has forgotten this version, or has trouble of its own: look again.
        if (event["type"] === "ERROR") break;
        if (event["type"] !== "BOOKMARK") yield event["type"] === "DELETED" ? undefined : object(event["object"]);
      }
    } catch (error) {
      if (!(error instanceof UnreachableError) && !(error instanceof ApiError)) throw error;
    }
    await pause(BETWEEN_WATCHES_MS, signal);
  }
}

async function read(
  client: ApiClient,
  { collection, name }: Place,
  patience: Patience,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  try {
    return await client.request({ method: "GET", path: `${collection}/${name}`, signal }, patience);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
