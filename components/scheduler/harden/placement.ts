import { change, changeList, isObject } from "../../kubernetes/object.ts";
import { all, type PodRule } from "./context.ts";
import { labelsOf } from "./labels.ts";

/** Replicas apart from each other: on different nodes by rule or by wish. */
const nodes: PodRule = (pod, { spec, server, settings }) => {
  const apart = { labelSelector: { matchLabels: labelsOf(spec, server) }, topologyKey: "kubernetes.io/hostname" };
  const podAntiAffinity =
    settings.spread === "required"
      ? { requiredDuringSchedulingIgnoredDuringExecution: [apart] }
      : { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: apart, weight: 100 }] };
  return change(pod, "affinity", (affinity) => ({ ...affinity, podAntiAffinity }));
};

const zoneKey = "topology.kubernetes.io/zone";

/**
 * Zones are always a wish. A rule would leave pods waiting where nodes carry no zone, or when a zone is lost, which is
 * when replicas matter most.
 */
const zones: PodRule = (pod, { spec, server }) =>
  changeList(pod, "topologySpreadConstraints", (constraints) => [
    ...constraints.filter((constraint) => !isObject(constraint) || constraint["topologyKey"] !== zoneKey),
    {
      labelSelector: { matchLabels: labelsOf(spec, server) },
      maxSkew: 1,
      topologyKey: zoneKey,
      whenUnsatisfiable: "ScheduleAnyway",
    },
  ]);

/** Which nodes may run the server at all. */
const allowed: PodRule = (pod, { settings }) => ({
  ...(Object.keys(settings.nodeSelector).length > 0
    ? change(pod, "nodeSelector", (selector) => ({ ...selector, ...settings.nodeSelector }))
    : pod),
  ...(settings.priorityClassName === undefined ? {} : { priorityClassName: settings.priorityClassName }),
  ...(settings.tolerations.length > 0 ? { tolerations: settings.tolerations } : {}),
});

/** Where pods may run. */
export const placement = all(nodes, zones, allowed);
