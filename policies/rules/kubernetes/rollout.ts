import { replicasOf } from "../../core/replicas.ts";
import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { deployment, servingTypes, statefulSet } from "../../core/types.ts";

const text = { pack: "kubernetes" } as const;

export const rollingUpdateOnly: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "rolling-update-only",
  title: "Workloads with several replicas are replaced one after the other",
  severity: "high",
  why: "Recreate stops every replica before it starts the first new one, and OnDelete leaves old versions running until somebody deletes pods by hand.",
  remediation: "Use RollingUpdate. A Deployment whose one claim cannot be attached twice has one replica.",
  link: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
  origin: "A7; B3",
  evaluate: (environment) =>
    environment.of(...servingTypes).flatMap((object) => {
      const at = object.at("spec", object.type === deployment ? "strategy" : "updateStrategy", "type");
      if (at.absent || at.text === undefined || at.text === "RollingUpdate") return [];
      // A single replica that holds a claim has no other way than Recreate.
      if (replicasOf(environment, object) < 2) return [];
      const patch = { path: at.path, value: "RollingUpdate" };
      return [{ object, at, allowed: "RollingUpdate", fix: "Write RollingUpdate.", patch }];
    }),
};

export const spreadAcrossNodes: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "spread-across-nodes",
  title: "Replicas avoid each other's nodes and zones",
  severity: "medium",
  why: "Replicas on one node are lost together, and then they were one.",
  remediation:
    "Set spread: required or preferred in the stack file; elsewhere a podAntiAffinity or topologySpreadConstraints.",
  link: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  origin: "A7",
  evaluate: (environment) =>
    environment.of(...servingTypes).flatMap((object) => {
      const spec = object.podSpec;
      if (spec === undefined || replicasOf(environment, object) < 2) return [];
      const at = spec.at("affinity", "podAntiAffinity");
      const places = [at, spec.at("topologySpreadConstraints")];
      if (places.some((place) => place.unknown || place.keys.length + place.items.length > 0)) return [];
      const allowed = "an anti-affinity or a topology spread";
      return [{ object, at, allowed, fix: "Spread them by kubernetes.io/hostname." }];
    }),
};

export const storageClassExplicit: ObjectRule = {
  ...text,
  scope: "object",
  id: "storage-class-explicit",
  title: "A storage class is a name, or left out",
  severity: "high",
  why: 'The chart writes "-" where one means none: no such class exists, so the claim waits for ever. An empty text means a volume that somebody made by hand.',
  remediation: "Name a class of the cluster, or leave the field out for the cluster's default class.",
  link: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1",
  origin: "Chart trap 3",
  types: [statefulSet, "kubernetes:core/v1:PersistentVolumeClaim"],
  remediates: true,
  evaluate: (object) => {
    const claims = object.type === statefulSet ? object.at("spec", "volumeClaimTemplates").items : [object.root];
    return claims
      .map((claim) => claim.at("spec", "storageClassName"))
      .filter(({ text: name }) => name === "-" || name === "")
      .map((at) => ({ at, allowed: "the name of a class, or nothing", fix: "Remove it.", patch: { path: at.path } }));
  },
};

export const pvcRetentionRetain: ObjectRule = {
  ...text,
  scope: "object",
  id: "pvc-retention-retain",
  title: "Claims stay when a StatefulSet is scaled down or deleted",
  severity: "high",
  star: true,
  why: "With Delete one digit in a stack file removes disks: scaling a registry down, or a replace, deletes what its members know.",
  remediation: "Set persistentVolumeClaimRetentionPolicy to Retain, both for whenScaled and whenDeleted.",
  link: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention",
  origin: "A3; B5",
  types: [statefulSet],
  remediates: true,
  evaluate: (object) => {
    const policy = object.at("spec", "persistentVolumeClaimRetentionPolicy");
    return [policy.at("whenScaled"), policy.at("whenDeleted")]
      .filter((at) => at.text === "Delete")
      .map((at) => ({ at, allowed: "Retain", fix: "Write Retain.", patch: { path: at.path, value: "Retain" } }));
  },
};

export const rolloutRules = [rollingUpdateOnly, spreadAcrossNodes, storageClassExplicit, pvcRetentionRetain];
