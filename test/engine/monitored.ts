import type { Manifest } from "./rendered.ts";

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly matchLabels?: Labels;
}

interface Port {
  readonly containerPort: number;
  readonly name: string;
}

interface Workload {
  readonly name: string;
  readonly labels: Labels;
  readonly ports: readonly Port[];
}

/** A port of a workload's pods that a monitor leads to, and whether network policies let Prometheus reach it. */
export interface Target {
  readonly workload: string;
  readonly port: number;
  readonly reached: boolean;
}

/** Follows a ServiceMonitor or a PodMonitor through the objects of its environment. */
export function describedTargets(monitor: Manifest, manifests: readonly Manifest[], from: string): readonly Target[] {
  const workloads = manifests.flatMap(workloadOf);
  const { endpoints, podMetricsEndpoints, selector } = monitor.spec as {
    readonly endpoints?: readonly { readonly port: string }[];
    readonly podMetricsEndpoints?: readonly { readonly port: string }[];
    readonly selector: Selector;
  };
  const found =
    monitor.kind === "PodMonitor"
      ? (podMetricsEndpoints ?? []).flatMap(({ port }) => portsOf(workloads, selector, port))
      : (endpoints ?? []).flatMap(({ port }) => behindServices(manifests, workloads, selector, port));
  return found.map(({ port, workload }) => ({
    port,
    reached: isReached(workload, port, manifests, from),
    workload: workload.name,
  }));
}

function workloadOf({ kind, metadata, spec }: Manifest): readonly Workload[] {
  if (kind !== "Deployment" && kind !== "StatefulSet") return [];
  const { template } = spec as {
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: { readonly containers: readonly { readonly ports?: readonly Port[] }[] };
    };
  };
  const ports = template.spec.containers.flatMap((container) => container.ports ?? []);
  return [{ labels: template.metadata.labels, name: metadata.name, ports }];
}

function behindServices(
  manifests: readonly Manifest[],
  workloads: readonly Workload[],
  selector: Selector,
  name: string,
) {
  return manifests
    .filter(({ kind, metadata }) => kind === "Service" && matches(selector, metadata.labels ?? {}))
    .flatMap(({ spec }) => {
      const service = spec as {
        readonly ports: readonly {
          readonly name: string;
          readonly port: number;
          readonly targetPort?: string | number;
        }[];
        readonly selector: Labels;
      };
      return service.ports
        .filter((port) => port.name === name)
        .flatMap(({ port, targetPort = port }) => portsOf(workloads, { matchLabels: service.selector }, targetPort));
    });
}

function portsOf(workloads: readonly Workload[], selector: Selector, wanted: string | number) {
  return workloads
    .filter(({ labels }) => matches(selector, labels))
    .flatMap((workload) =>
      workload.ports
        .filter(({ containerPort, name }) => wanted === name || wanted === containerPort)
        .map(({ containerPort }) => ({ port: containerPort, workload })),
    );
}

function matches({ matchExpressions = [], matchLabels = {} }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ""))
  );
}

function isReached({ labels }: Workload, port: number, manifests: readonly Manifest[], from: string): boolean {
  return manifests
    .filter(({ kind }) => kind === "NetworkPolicy")
    .map(({ spec }) => spec as NetworkPolicy)
    .filter(({ podSelector }) => matches(podSelector, labels))
    .flatMap(({ ingress = [] }) => ingress)
    .some(
      (rule) =>
        rule.ports.some((it) => it.port === port) &&
        rule.from.some((it) => it.namespaceSelector?.matchLabels?.["kubernetes.io/metadata.name"] === from),
    );
}

interface NetworkPolicy {
  readonly podSelector: Selector;
  readonly ingress?: readonly {
    readonly from: readonly { readonly namespaceSelector?: Selector }[];
    readonly ports: readonly { readonly port: number }[];
  }[];
}
