import type { EnvironmentSpec, PlatformSpec } from "./config/spec.ts";
import { meshKinds } from "./mesh.ts";

/** Custom kinds that one option uses and somebody else brings to the cluster, and what to say where they are missing. */
export interface NeededKinds {
  readonly path: string;
  /** With their versions, as Helm knows them: "keda.sh/v1alpha1/ScaledObject". */
  readonly kinds: readonly string[];
  readonly allowed: string;
  readonly fix: string;
}

/** How a cluster gets the kinds of an API group, and which option of `platform` has the stack bring them. */
interface Source {
  readonly name: string;
  readonly page: string;
  readonly option?: keyof PlatformSpec;
}

const sources: Readonly<Record<string, Source>> = {
  "cert-manager.io": { name: "cert-manager", page: "docs/tls.md", option: "certManager" },
  "external-secrets.io": {
    name: "the External Secrets Operator",
    page: "docs/secrets.md",
    option: "externalSecrets",
  },
  "gateway.networking.k8s.io": { name: "the Gateway API", page: "docs/mesh.md" },
  "keda.sh": { name: "KEDA", page: "docs/scaling.md", option: "keda" },
  "monitoring.coreos.com": {
    name: "the Prometheus Operator",
    page: "docs/monitoring.md",
    option: "kubePrometheusStack",
  },
  "policy.linkerd.io": { name: "Linkerd", page: "docs/mesh.md" },
  "postgresql.cnpg.io": { name: "CloudNativePG", page: "docs/production.md", option: "cloudNativePg" },
};

/**
 * The custom kinds of an environment's objects, but for those that `platform: install` brings in the same program
 * (docs/adr/0009-missing-kinds-fail-the-preview.md).
 */
export async function neededKinds(spec: EnvironmentSpec): Promise<readonly NeededKinds[]> {
  return (await usedKinds(spec)).flatMap(({ kinds, path }) =>
    [...Map.groupBy(new Set(kinds), groupOf)].flatMap(([group, ofGroup]) => {
      const source = sources[group];
      if (source === undefined) throw new Error(`${group}: stacks/needed-kinds.ts does not say where it comes from.`);
      const { name, option, page } = source;
      if (option !== undefined && spec.platform[option] === "install") return [];
      const install = option === undefined ? "" : `, or write platform: {${option}: install}`;
      const fix = `Install ${name} as ${page} says${install}.`;
      return [{ path, kinds: ofGroup, allowed: `the kinds of ${name} in these versions`, fix }];
    }),
  );
}

interface UsedKinds {
  /** The option that asks for them. */
  readonly path: string;
  readonly kinds: readonly string[];
}

async function usedKinds(spec: EnvironmentSpec): Promise<readonly UsedKinds[]> {
  const { database, externalSecrets, servers } = spec;
  const operated = database.backend === "cloudnative-pg";
  const byQueue = servers.worker.autoscaling?.by === "keda";
  return [
    { path: "externalSecrets", kinds: externalSecrets ? ["external-secrets.io/v1/ExternalSecret"] : [] },
    { path: "mesh.mode", kinds: await meshKinds(spec) },
    { path: "database.backend", kinds: operated ? kindsOf("postgresql.cnpg.io/v1", "Cluster", "ScheduledBackup") : [] },
    { path: "registry.access", kinds: registryKinds(spec) },
    { path: "tls.issuer", kinds: certificateKinds(spec) },
    { path: "monitoring.mode", kinds: monitorKinds(spec) },
    {
      path: "worker.autoscaling.by",
      kinds: byQueue ? kindsOf("keda.sh/v1alpha1", "ScaledObject", "TriggerAuthentication") : [],
    },
  ];
}

function registryKinds({ registry }: EnvironmentSpec): string[] {
  const isOurs = registry.backend === "etcd" || registry.backend === "zookeeper";
  return isOurs && registry.access.mode === "certificates"
    ? kindsOf("cert-manager.io/v1", "Certificate", "Issuer")
    : [];
}

function certificateKinds({ ingress, tls }: EnvironmentSpec): string[] {
  if (ingress === undefined || tls === undefined) return [];
  return kindsOf("cert-manager.io/v1", "Certificate", ...(tls.issuer.kind === "existing" ? [] : ["Issuer"]));
}

/** A PodMonitor is for pods whose port no Service has; that of the mesh comes with the mesh. */
function monitorKinds({ database, logs, monitoring }: EnvironmentSpec): string[] {
  if (monitoring === undefined) return [];
  const byPod = logs !== undefined || database.backend === "cloudnative-pg";
  return kindsOf("monitoring.coreos.com/v1", "PrometheusRule", "ServiceMonitor", ...(byPod ? ["PodMonitor"] : []));
}

const kindsOf = (apiVersion: string, ...kinds: readonly string[]): string[] =>
  kinds.map((kind) => `${apiVersion}/${kind}`);

const groupOf = (kind: string): string => kind.slice(0, kind.indexOf("/"));
