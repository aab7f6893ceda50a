import type { Mistake } from "./production-mistakes.ts";

const annotations = ["spec", "template", "metadata", "annotations"];

/** Mistakes in what watches production, and in its mesh. */
export const dayTwoMistakes: readonly Mistake[] = [
  {
    rule: "servicemonitor-coverage",
    what: "an API server that nobody scrapes",
    type: "ServiceMonitor",
    name: "-api",
    drop: true,
  },
  {
    rule: "alerts-for-every-component",
    what: "no alert at all",
    type: "PrometheusRule",
    set: [["spec.groups", []]],
  },
  {
    rule: "mesh-injection-coverage",
    what: "workers without a proxy",
    type: "StatefulSet",
    name: "-worker",
    set: [[[...annotations, "linkerd.io/inject"], "disabled"]],
  },
  {
    rule: "mesh-jobs-terminate",
    what: "a Job whose proxy outlives it",
    type: "Job",
    set: [
      [[...annotations, "config.alpha.linkerd.io/proxy-enable-native-sidecar"]],
      [[...annotations, "config.linkerd.io/proxy-enable-native-sidecar"]],
    ],
  },
  {
    rule: "mesh-opaque-ports-for-database-and-registry",
    what: "a registry that the mesh looks into",
    type: "Service",
    name: "registry-service",
    set: [[["metadata", "annotations", "config.linkerd.io/opaque-ports"]]],
  },
  {
    rule: "mesh-server-has-authorization",
    what: "masters that nobody may call",
    type: "AuthorizationPolicy",
    name: "master-5678",
    drop: true,
  },
];
