import { field } from "../../../components/kubernetes/object.ts";
import { type Check, ok, problem, type Result, skipped, warning } from "../finding.ts";
import type { InCluster } from "./server.ts";

export const namespaceChecks: readonly Check<InCluster>[] = [
  { name: "namespace", look: namespace },
  { name: "network policies", look: networkPolicies },
];

const enforce = "pod-security.kubernetes.io/enforce";

/** Pod Security is decided by a label of the namespace, which the stack sets. */
function namespace({ cluster: { namespace: found }, needs, spec }: InCluster): Result {
  if (!found.known) return skipped(found.why);
  const own = needs.objects.find(({ type }) => /^kubernetes:core\/v1:Namespace(Patch)?$/.test(type));
  const wanted = own && field(field(own.inputs, "metadata"), "labels")[enforce];
  if (found.value === undefined) return ok(`${spec.namespace} is still to be made, with Pod Security "${wanted}"`);
  const { labels, phase } = found.value;
  if (phase === "Terminating") {
    return problem(
      `${spec.namespace} is being deleted, and takes nothing new`,
      `Wait until it is gone. What holds it: kubectl get namespace ${spec.namespace} -o jsonpath='{.status.conditions}'`,
    );
  }
  const level = labels[enforce];
  if (level === wanted) return ok(`${spec.namespace} enforces Pod Security "${level}"`);
  return warning(
    `${spec.namespace} enforces Pod Security ${level === undefined ? "of no level" : `"${level}"`}, the stack "${wanted}"`,
    "The next update sets it. Until then pods are held to another level than the stack was made for.",
  );
}

/** Network plugins by the names of their DaemonSets, and whether they enforce policies. */
const plugins: readonly {
  readonly pattern: RegExp;
  readonly name: string;
  readonly enforces: "yes" | "no" | "by option";
}[] = [
  { pattern: /^(calico-node|canal)$/, name: "Calico", enforces: "yes" },
  { pattern: /^(cilium|anetd)$/, name: "Cilium", enforces: "yes" },
  { pattern: /^antrea-agent$/, name: "Antrea", enforces: "yes" },
  { pattern: /^kube-router$/, name: "kube-router", enforces: "yes" },
  { pattern: /^weave-net$/, name: "Weave Net", enforces: "yes" },
  { pattern: /^ovnkube-node$/, name: "OVN-Kubernetes", enforces: "yes" },
  { pattern: /^aws-node$/, name: "the VPC CNI of AWS", enforces: "by option" },
  { pattern: /^kindnet$/, name: "kindnet", enforces: "by option" },
  { pattern: /^kube-flannel(-ds)?$/, name: "Flannel", enforces: "no" },
];

/** No API tells whether policies are enforced: the plugins of nodes are recognized by name, those that do first. */
function networkPolicies({ cluster: { daemonSets }, spec }: InCluster): Result {
  if (spec.isolation.networkPolicies.mode === "off") return skipped("the stack has none: isolation.networkPolicies");
  if (!daemonSets.known) return skipped(daemonSets.why);
  const found = plugins.filter(({ pattern }) => daemonSets.value.some((name) => pattern.test(name)));
  const enforcing = found.find(({ enforces }) => enforces === "yes");
  if (enforcing) return ok(`${enforcing.name} enforces them`);
  const optional = found.find(({ enforces }) => enforces === "by option");
  if (optional) {
    return warning(
      `${optional.name} enforces them only where it is told to, or in newer versions`,
      optional.name.includes("AWS")
        ? 'Its add-on needs the setting {"enableNetworkPolicy": "true"}, as docs/production.md has it.'
        : "Look whether its version does; otherwise put a plugin beside it that does, such as Calico.",
    );
  }
  const [none] = found;
  if (none === undefined)
    return skipped("no network plugin is recognized by its DaemonSet; see whether yours enforces them");
  return problem(
    `${none.name} does not enforce them: the namespace is open to all`,
    "Put a plugin beside it that does, such as Calico; or write isolation: {networkPolicies: ...} with the reason.",
  );
}
