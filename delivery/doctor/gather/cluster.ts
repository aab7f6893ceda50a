import { isRecord } from "../../../stacks/config/problems.ts";
import type { Access, ClusterFacts, Contexts, Served } from "../facts.ts";
import { type Answer, known, unknown } from "../finding.ts";
import { type Ask, answer } from "./ask.ts";
import { daemonSetNames, namespaceFacts, nodes, secretTypes, servedKinds, storageClasses } from "./read.ts";

/** What a stack wants to know of its cluster. */
export interface Questions {
  readonly namespace: string;
  /** Versions of the API whose kinds count: "apps/v1". */
  readonly apiVersions: readonly string[];
  readonly access: (served: Served) => readonly Access[];
  readonly pullSecrets: readonly string[];
}

/** kubectl with the credentials and the context that an update would use, whatever plugin brings them. */
export type Kubectl = <T>(args: readonly string[], read: (text: string) => T, input?: string) => Promise<Answer<T>>;

export function kubectlOn(ask: Ask, context: string | undefined): Kubectl {
  const where = ["--request-timeout=20s", ...(context === undefined ? [] : ["--context", context])];
  return (args, read, input) => answer(ask, "kubectl", [...args, ...where], read, input);
}

/** Contexts of the kubeconfig; kubectl leaves its secrets out. */
export function gatherContexts(ask: Ask): Promise<Answer<Contexts>> {
  return answer(ask, "kubectl", ["config", "view", "--output", "json"], (text) => {
    const { contexts, "current-context": current } = parsed(text);
    const names = (Array.isArray(contexts) ? contexts : []).filter(isRecord).map(({ name }) => String(name));
    return { names, current: typeof current === "string" && current !== "" ? current : undefined };
  });
}

/** Looks at a cluster, each thing by itself: what one may not see does not hide the rest. */
export async function gatherCluster(
  kubectl: Kubectl,
  { access, apiVersions, namespace, pullSecrets }: Questions,
): Promise<Answer<ClusterFacts>> {
  const version = await kubectl(["get", "--raw", "/version"], (text) => String(parsed(text)["gitVersion"]));
  if (!version.known) return version;
  const get = <T>(what: readonly string[], read: (object: Record<string, unknown>) => T) =>
    kubectl(["get", ...what, "--output", "json"], (text) => read(parsed(text)));
  const served = await gatherServed(kubectl, apiVersions);
  const [groups, classes, allNodes, space, daemonSets, denied, secrets] = await Promise.all([
    kubectl(["get", "--raw", "/apis"], (text) => groupNames(parsed(text))),
    get(["storageclasses"], storageClasses),
    get(["nodes"], nodes),
    kubectl(["get", "namespace", namespace, "--ignore-not-found", "--output", "json"], namespaceFacts),
    get(["daemonsets", "--all-namespaces"], daemonSetNames),
    gatherDenied(kubectl, access(served)),
    gatherPullSecrets(kubectl, namespace, pullSecrets),
  ]);
  return known({
    version: version.value,
    groups: groups.known ? groups.value : [],
    served,
    storageClasses: classes,
    nodes: allNodes,
    namespace: space,
    daemonSets,
    denied,
    pullSecrets: secrets,
  });
}

async function gatherServed(kubectl: Kubectl, apiVersions: readonly string[]): Promise<Served> {
  const asked = apiVersions.map(async (version) => {
    const path = version.includes("/") ? `/apis/${version}` : `/api/${version}`;
    return [version, await kubectl(["get", "--raw", path], (text) => servedKinds(parsed(text)))] as const;
  });
  return new Map((await Promise.all(asked)).flatMap(([version, it]) => (it.known ? [[version, it.value]] : [])));
}

/** One process asks for all rights: kubectl answers them in their order. */
async function gatherDenied(kubectl: Kubectl, access: readonly Access[]): Promise<Answer<readonly Access[]>> {
  if (access.length === 0) return known([]);
  const reviews = access.map(({ group, name, namespace, resource: whole, verb }) => {
    const [resource, subresource] = whole.split("/");
    return {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: { group, name, namespace, resource, subresource, verb } },
    };
  });
  const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: reviews });
  const each = "jsonpath={.status.allowed}{'\\n'}";
  const allowed = await kubectl(
    ["create", "--filename", "-", "--output", each],
    (text) => text.trim().split("\n"),
    list,
  );
  if (!allowed.known) return allowed;
  if (allowed.value.length !== access.length) return unknown("not every question about rights was answered");
  return known(access.filter((_, index) => allowed.value[index] !== "true"));
}

async function gatherPullSecrets(kubectl: Kubectl, namespace: string, names: readonly string[]) {
  if (names.length === 0) return known(new Map<string, string>());
  const columns = "custom-columns=NAME:.metadata.name,TYPE:.type";
  const args = ["get", "secrets", ...names, "--namespace", namespace, "--ignore-not-found", "--no-headers"];
  return kubectl([...args, "--output", columns], secretTypes);
}

function groupNames({ groups }: Record<string, unknown>): readonly string[] {
  return (Array.isArray(groups) ? groups : []).filter(isRecord).map(({ name }) => String(name));
}

function parsed(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error("no object");
  return value;
}
