import provider, {
  type ConfigureRequest,
  type DiffRequest,
  type DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { plain } from "../../../stacks/check/kubernetes/wire.ts";
import { sameJson } from "./diff.ts";
import { KubernetesResources } from "./kubernetes.ts";
import type { Resources } from "./protocol.ts";
import { RandomResources } from "./random.ts";
import { ReleaseResources, releaseType } from "./release.ts";
import { fromStruct } from "./rpc.ts";
import { type Connection, openSession, readSettings, type Session } from "./settings.ts";
import { parseUrn } from "./urn.ts";

const CONFIG_PREFIX = "kubernetes:config:";

interface Configured {
  session: Session;
  resources: KubernetesResources;
  releases: ReleaseResources;
}

/**
 * The configured providers of the engine that is attached.
 *
 * A program may have several, and the engine connects once for each; so the connection tells which one a call is for.
 */
export class Sessions {
  #random = new RandomResources();
  #byPeer = new Map<string, Configured>();
  #latest: Configured | undefined;
  #cancellations = new Map<string, AbortController>();
  #ahead: Promise<Connection | undefined> | undefined;

  /** @param ahead A connection for the first provider that chooses no cluster of its own. */
  constructor(ahead?: Promise<Connection | undefined>) {
    this.#ahead = ahead;
  }

  async configure(peer: string, request: ConfigureRequest): Promise<void> {
    const urn = request.getUrn();
    if (urn && parseUrn(urn).type !== "pulumi:providers:kubernetes") return;
    const options = Object.fromEntries(
      request
        .getVariablesMap()
        .getEntryList()
        .map(([name, value]) => [name.startsWith(CONFIG_PREFIX) ? name.slice(CONFIG_PREFIX.length) : name, value]),
    );
    const session = await openSession(readSettings(options), this.#ahead);
    this.#ahead = undefined;
    this.#latest = {
      session,
      resources: new KubernetesResources(session),
      releases: new ReleaseResources(session),
    };
    this.#byPeer.set(peer, this.#latest);
  }

  diffConfig(request: DiffRequest): DiffResponse {
    const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
    const same = sameJson(plain(fromStruct(request.getOldInputs())), plain(fromStruct(request.getNews())));
    return new provider.DiffResponse().setChanges(same ? DIFF_NONE : DIFF_SOME);
  }

  /** Fires when the engine gives up one provider: the user interrupted, or the provider itself was deleted. */
  cancellation(peer: string): AbortSignal {
    const known = this.#cancellations.get(peer) ?? new AbortController();
    this.#cancellations.set(peer, known);
    return known.signal;
  }

  cancel(peer: string): void {
    this.#cancellations.get(peer)?.abort(new Error("the update was cancelled"));
    this.#cancellations.delete(peer);
    this.#byPeer.delete(peer);
  }

  session(peer: string): Session {
    return this.#configured(peer).session;
  }

  /** Whoever serves the type in the URN. */
  resources(peer: string, urn: string): Resources {
    const { package: owner, type } = parseUrn(urn);
    if (owner === "random") return this.#random;
    const { releases, resources } = this.#configured(peer);
    return type === releaseType ? releases : resources;
  }

  #configured(peer: string): Configured {
    const configured = this.#byPeer.get(peer) ?? this.#latest;
    if (!configured) throw new Error("the provider is not configured: its kubeconfig is not known yet");
    return configured;
  }
}
