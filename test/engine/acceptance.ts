import type { Api } from "../lab/cluster-api.ts";
import type { Manifest } from "./rendered.ts";

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespaced: boolean;
}

/** Asks an API server to check objects as it would before it stores them, and stores nothing. */
export class Acceptance {
  readonly #api: Api;
  readonly #kinds = new Map<string, Promise<readonly Resource[]>>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** What the API server has against the object, unknown fields included; undefined when it takes it. */
  async problem(manifest: Manifest): Promise<string | undefined> {
    try {
      await this.#api.create(`${await this.#path(manifest)}?dryRun=All&fieldValidation=Strict`, manifest);
      return undefined;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return `${manifest.kind} ${manifest.metadata.name}: ${/"message":"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? said}`;
    }
  }

  async problems(manifests: readonly Manifest[]): Promise<readonly string[]> {
    const said: string[] = [];
    for (const manifest of manifests) {
      const problem = await this.problem(manifest);
      if (problem !== undefined) said.push(problem);
    }
    return said;
  }

  async #path({ apiVersion, kind, metadata }: Manifest): Promise<string> {
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.#resources(root)).find((it) => it.kind === kind && !it.name.includes("/"));
    if (resource === undefined) throw new Error(`${apiVersion} has no kind ${kind}`);
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
    return `${root}${namespace}/${resource.name}`;
  }

  #resources(root: string): Promise<readonly Resource[]> {
    const known = this.#kinds.get(root) ?? this.#discover(root);
    this.#kinds.set(root, known);
    return known;
  }

  async #discover(root: string): Promise<readonly Resource[]> {
    const answer = (await this.#api.get(root)) as { readonly resources: readonly Resource[] } | undefined;
    if (answer === undefined) throw new Error(`the API server does not serve ${root}`);
    return answer.resources;
  }
}
