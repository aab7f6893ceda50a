import { inRange } from "../../../components/platform/kubernetes-version.ts";
import type { ClusterFacts, Patient } from "../facts.ts";
import { type Check, ok, problem, type Result, warning } from "../finding.ts";

/** What is looked at where the stack resolves and its server answers. */
export type InCluster = Patient & { readonly cluster: ClusterFacts };

export const serverChecks: readonly Check<InCluster>[] = [
  { name: "Kubernetes version", look: version },
  { name: "custom kinds", look: kinds },
  { name: "resource metrics", look: metrics },
];

function version({ cluster, needs }: InCluster): Result | readonly Result[] {
  const minor = /^v?(1\.\d+)/.exec(cluster.version)?.[1] ?? "";
  const wrong = needs.versions.filter(({ range }) => !inRange(minor, range));
  if (wrong.length === 0) return ok(cluster.version);
  return wrong.map(({ allowed, fix, path }) => problem(`${cluster.version}; ${path} allows ${allowed}`, fix));
}

function kinds({ cluster: { served }, needs }: InCluster): Result | readonly Result[] {
  const missing = needs.kinds.flatMap(({ fix, kinds: all, path }) => {
    const absent = all.filter((it) => !isServed(it, served));
    return absent.length === 0 ? [] : [problem(`${path} needs ${absent.join(", ")}`, fix)];
  });
  if (missing.length > 0) return missing;
  const number = needs.kinds.reduce((sum, it) => sum + it.kinds.length, 0);
  return ok(number === 0 ? "none is needed" : `all ${number} are there`);
}

/** @param kind "keda.sh/v1alpha1/ScaledObject" */
function isServed(kind: string, served: ClusterFacts["served"]): boolean {
  const end = kind.lastIndexOf("/");
  return served.get(kind.slice(0, end))?.some((it) => it.kind === kind.slice(end + 1)) ?? false;
}

/** A HorizontalPodAutoscaler that gets no numbers does nothing, and an update does not notice. */
function metrics({ cluster: { groups }, needs, spec }: InCluster): Result {
  const scaled = needs.objects.some(({ type }) => type.endsWith(":HorizontalPodAutoscaler"));
  if (!scaled) return ok("nothing scales by them");
  if (groups.includes("metrics.k8s.io")) return ok("served");
  if (spec.platform.metricsServer === "install") return ok("installed by the stack");
  return warning(
    "not served, so that nothing scales by load",
    "Install metrics-server, or write platform: {metricsServer: install} (docs/scaling.md).",
  );
}
