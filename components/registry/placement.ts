import type { Place } from "../binding/workload.ts";
import { selectorLabels } from "../kubernetes/labels.ts";

/** No two members share a node, and zones are used evenly where there are several. */
export function spread(at: Place) {
  const labelSelector = { matchLabels: selectorLabels(at.identity) };
  return {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: "kubernetes.io/hostname" }],
      },
    },
    topologySpreadConstraints: [
      {
        labelSelector,
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
      },
    ],
  };
}
