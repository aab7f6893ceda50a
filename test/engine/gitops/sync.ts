import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import type { Manifest } from "../../../delivery/render/index.ts";
import { healthOf } from "./health.ts";

const annotation = "argocd.argoproj.io/sync-wave";
const manager = "--field-manager=argocd-controller";

/** One wave of a folder, in the order in which Argo CD applies it. */
export interface Wave {
  readonly number: number;
  readonly objects: readonly Manifest[];
}

/** What Argo CD does with a folder, with kubectl: wave by wave, by server-side apply, and each waits for health. */
export class Sync {
  readonly #folder: string;
  readonly #command: readonly [string, ...string[]];
  readonly #lua: string;

  constructor(folder: string, tools: { readonly kubectl: string; readonly kubeconfig: string; readonly lua: string }) {
    this.#folder = folder;
    this.#command = [tools.kubectl, "--kubeconfig", tools.kubeconfig];
    this.#lua = tools.lua;
  }

  waves(): readonly Wave[] {
    const { resources } = this.#read("kustomization.yaml") as { readonly resources: readonly string[] };
    const objects = resources.map((file) => this.#read(file) as Manifest);
    const byWave = Map.groupBy(objects, ({ metadata }) => Number(metadata.annotations?.[annotation]));
    return [...byWave]
      .map(([number, those]) => ({ number, objects: those.toSorted((a, b) => rank(a) - rank(b)) }))
      .sort((a, b) => a.number - b.number);
  }

  /** Applies the folder; `operators` do with a wave what those of a cluster would. */
  async run(operators: (wave: Wave) => Promise<void> = async () => {}): Promise<void> {
    for (const wave of this.waves()) {
      const list = JSON.stringify({ apiVersion: "v1", items: wave.objects, kind: "List" });
      this.#kubectl(["apply", "--server-side", "--force-conflicts", manager, "-f", "-"], list);
      await operators(wave);
      await this.#healthy(wave.number, list);
    }
  }

  /** Takes away what Argo CD alone reads, as docs/gitops.md says. */
  forget(): void {
    this.#kubectl(["annotate", manager, "-k", this.#folder, `${annotation}-`, "argocd.argoproj.io/sync-options-"]);
  }

  async #healthy(wave: number, list: string): Promise<void> {
    // Ends a wave that would never end; a healthy one takes seconds.
    for (let asked = 0; asked < 200; asked++) {
      const sick = this.#live(list)
        .map((object) => ({ object, health: healthOf(object, this.#lua) }))
        .filter(({ health }) => health.status !== "Healthy");
      if (sick.length === 0) return;
      const degraded = sick.find(({ health }) => health.status === "Degraded");
      if (degraded !== undefined) throw new Error(`Wave ${wave}: ${JSON.stringify(degraded)}`);
      await sleep(200);
    }
    throw new Error(`Wave ${wave} does not come to an end.`);
  }

  #live(list: string): readonly Manifest[] {
    const found = JSON.parse(this.#kubectl(["get", "-f", "-", "-o", "json"], list)) as { readonly items?: Manifest[] };
    return found.items ?? [found as unknown as Manifest];
  }

  #kubectl(args: readonly string[], input = ""): string {
    const [command, ...options] = this.#command;
    return execFileSync(command, [...options, ...args], { encoding: "utf8", input, maxBuffer: 1 << 26 });
  }

  #read(file: string): unknown {
    return parse(readFileSync(join(this.#folder, file), "utf8"));
  }
}

/** Within a wave Argo CD goes by kind; kinds of its list that matter here, and others after them. */
const order = ["Namespace", "NetworkPolicy", "ServiceAccount", "Secret", "ConfigMap", "Role", "RoleBinding", "Service"];

function rank({ kind }: Manifest): number {
  const found = order.indexOf(kind);
  return found < 0 ? order.length : found;
}
