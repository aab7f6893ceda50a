import { setTimeout as sleep } from "node:timers/promises";
import type { Api, Watch } from "../lab/cluster-api.ts";
import { type Pod, works } from "./drain.ts";

/** Follows the pods of a namespace through the API, and keeps the fewest that ever worked at once, by component. */
export class PodWatch {
  readonly #pods = new Map<string, Pod>();
  readonly #fewest = new Map<string, number>();
  readonly #watch: Watch;
  #watched = false;

  /** Resolves once all that is there has been seen. */
  static async start(api: Api, namespace: string): Promise<PodWatch> {
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const watch = new PodWatch(api, path);
    const seen = async () => {
      const { items } = (await api.get(path)) as { readonly items: readonly Pod[] };
      return items.every(({ metadata }) => watch.#pods.has(metadata.uid));
    };
    while (!(await seen())) await sleep(50);
    watch.#watched = true;
    watch.#count();
    return watch;
  }

  private constructor(api: Api, path: string) {
    this.#watch = api.watch(path, ({ object, type }) => {
      if (type === "ERROR") throw new Error(`the watch of pods failed: ${JSON.stringify(object)}`);
      const pod = object as Pod;
      if (type === "DELETED") this.#pods.delete(pod.metadata.uid);
      else this.#pods.set(pod.metadata.uid, pod);
      if (this.#watched) this.#count();
    });
  }

  #count(): void {
    const now = this.working();
    for (const component of new Set([...Object.keys(now), ...this.#fewest.keys()])) {
      const count = now[component] ?? 0;
      this.#fewest.set(component, Math.min(count, this.#fewest.get(component) ?? count));
    }
  }

  /** How many pods of each component work now. */
  working(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const pod of this.#pods.values()) {
      const component = pod.metadata.labels["app.kubernetes.io/component"] ?? "";
      counts[component] = (counts[component] ?? 0) + (works(pod) ? 1 : 0);
    }
    return counts;
  }

  /** Stops, and tells the fewest pods of each component that worked at any moment. */
  stop(): Readonly<Record<string, number>> {
    this.#watch.stop();
    return Object.fromEntries(this.#fewest);
  }
}
