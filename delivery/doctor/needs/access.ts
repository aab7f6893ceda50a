import { field, isObject, list } from "../../../components/kubernetes/object.ts";
import type { RenderedObject } from "../../../stacks/check/index.ts";
import { identityOf } from "../../../stacks/check/manifests.ts";
import type { Access, Served } from "../facts.ts";

/** What an update with server-side apply does to an object: it looks, dry-runs, makes or changes. */
const applying = ["create", "get", "patch"];

/**
 * What the plugin also lists and watches while it waits until an object of a kind is ready
 * (github.com/pulumi/pulumi-kubernetes, provider/pkg/await).
 */
const watchedWith: Readonly<Record<string, readonly string[]>> = {
  "deployments.apps": ["deployments.apps", "replicasets.apps", "pods", "persistentvolumeclaims"],
  "ingresses.networking.k8s.io": ["ingresses.networking.k8s.io", "services", "endpoints"],
  "jobs.batch": ["jobs.batch", "pods"],
  persistentvolumeclaims: ["persistentvolumeclaims"],
  services: ["services", "endpoints"],
  "statefulsets.apps": ["statefulsets.apps", "pods"],
};

const releaseType = "kubernetes:helm.sh/v3:Release";
const everything: Access = { namespace: "", group: "*", resource: "*", verb: "*" };
/** Helm keeps its releases in Secrets. */
const keeping = ["create", "delete", "get", "list", "update"];

/**
 * Every right that an update of these objects needs, each once: for the objects themselves, for what is watched while
 * they become ready, and for what Roles among them grant, since nobody may grant what they do not have themselves.
 * Kinds that the server does not serve are left out: that they are missing is another matter.
 */
export function accessOf(objects: readonly RenderedObject[], served: Served): readonly Access[] {
  const all = objects.flatMap((object) =>
    object.type === releaseType ? forRelease(object, objects) : [...forObject(object, served), ...granted(object)],
  );
  return [...new Map(all.map((access) => [keyOf(access), access])).values()];
}

/** Where nobody has seen what a release's chart renders to, it may be anything. */
function forRelease({ inputs, urn }: RenderedObject, objects: readonly RenderedObject[]): readonly Access[] {
  const types = (it: string) => it.split("::")[2] ?? "";
  if (!objects.some((it) => types(it.urn).startsWith(`${types(urn)}$`))) return [everything];
  const namespace = String(inputs["namespace"] ?? "default");
  return keeping.map((verb) => ({ namespace, group: "", resource: "secrets", verb }));
}

function forObject(object: RenderedObject, served: Served): readonly Access[] {
  if (!object.type.startsWith("kubernetes:")) return [];
  const { kind, namespace } = identityOf(object);
  const apiVersion = apiVersionOf(object);
  const resource = served.get(apiVersion)?.find((it) => it.kind === kind)?.resource;
  if (resource === undefined) return [];
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const goes = !object.protect && !object.retainOnDelete && !/Patch$/.test(object.type);
  const itself = [...applying, ...(goes ? ["delete"] : [])].map((verb) => ({ namespace, group, resource, verb }));
  const annotations = field(field(object.inputs, "metadata"), "annotations");
  if (annotations["pulumi.com/skipAwait"] === "true") return itself;
  const watched = watchedWith[group === "" ? resource : `${resource}.${group}`] ?? [];
  return [...itself, ...watched.flatMap((name) => ["list", "watch"].map((verb) => accessTo(name, namespace, verb)))];
}

function granted(object: RenderedObject): readonly Access[] {
  const { kind, namespace } = identityOf(object);
  if (kind !== "Role" && kind !== "ClusterRole") return [];
  return list(object.inputs, "rules")
    .filter(isObject)
    .flatMap((rule) =>
      texts(rule["apiGroups"]).flatMap((group) =>
        texts(rule["resources"]).flatMap((resource) =>
          texts(rule["verbs"]).flatMap((verb) => {
            const names = texts(rule["resourceNames"]);
            const access = { namespace, group, resource, verb };
            return names.length === 0 ? [access] : names.map((name) => ({ ...access, name }));
          }),
        ),
      ),
    );
}

/** Version of the API that an object is of, from its type: "kubernetes:apps/v1:StatefulSet". */
export function apiVersionOf({ inputs, type }: RenderedObject): string {
  const { apiVersion } = inputs;
  return typeof apiVersion === "string" ? apiVersion : (type.split(":")[1] ?? "").replace(/^core\//, "");
}

function accessTo(name: string, namespace: string, verb: string): Access {
  const [resource = name, ...group] = name.split(".");
  return { namespace, group: group.join("."), resource, verb };
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const keyOf = ({ group, name, namespace, resource, verb }: Access) =>
  [namespace, group, resource, verb, name].join(" ");
