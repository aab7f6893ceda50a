import { array, at, isObject, type JsonObject, text } from "../../../stacks/check/kubernetes/json.ts";
import type { ApiClient, Patience } from "./client.ts";

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** One kind the server knows, and where its objects live. */
export interface Resource {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

/** What the server can do, read in two requests and kept. */
export class Discovery {
  #client: ApiClient;
  #loading: Promise<Map<string, Resource>> | undefined;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** The resource of a kind, or undefined when the server has no such kind. */
  async find(apiVersion: string, kind: string, patience?: Patience): Promise<Resource | undefined> {
    const key = `${apiVersion}/${kind}`;
    const loading = this.#load(patience);
    const known = (await loading).get(key);
    if (known) return known;
    // A kind that is missing may have been defined a moment ago.
    if (this.#loading === loading) this.forget();
    return (await this.#load(patience)).get(key);
  }

  /** Every "group/version" and "group/version/Kind", in the form `helm template --api-versions` takes. */
  async capabilities(): Promise<string[]> {
    const resources = [...(await this.#load()).values()];
    return [...new Set(resources.flatMap(({ apiVersion, kind }) => [apiVersion, `${apiVersion}/${kind}`]))];
  }

  forget(): void {
    this.#loading = undefined;
  }

  #load(patience?: Patience): Promise<Map<string, Resource>> {
    this.#loading ??= this.#read(patience).catch((error: unknown) => {
      this.forget();
      throw error;
    });
    return this.#loading;
  }

  async #read(patience?: Patience): Promise<Map<string, Resource>> {
    const lists = await Promise.all(
      ["/api", "/apis"].map((path) => this.#client.request({ method: "GET", path, accept: AGGREGATED }, patience)),
    );
    return new Map(lists.flatMap(resourcesOf).map((resource) => [`${resource.apiVersion}/${resource.kind}`, resource]));
  }
}

function resourcesOf(list: JsonObject): Resource[] {
  return array(list["items"]).flatMap((group) => {
    const name = text(at(group, "metadata", "name"));
    return array(at(group, "versions")).flatMap((version) => {
      const apiVersion = name ? `${name}/${text(at(version, "version"))}` : text(at(version, "version"));
      return array(at(version, "resources"))
        .filter(isObject)
        .map((resource) => ({
          apiVersion,
          kind: text(at(resource, "responseKind", "kind")),
          plural: text(resource["resource"]),
          namespaced: resource["scope"] === "Namespaced",
        }));
    });
  });
}

/** Path of a kind's collection, or of one object in it. */
export function resourcePath(resource: Resource, namespace: string, name?: string): string {
  const root = resource.apiVersion.includes("/") ? `/apis/${resource.apiVersion}` : `/api/${resource.apiVersion}`;
  const scope = resource.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${scope}/${resource.plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
}
