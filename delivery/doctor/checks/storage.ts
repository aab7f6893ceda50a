import type { StorageClass } from "../facts.ts";
import { type Check, ok, problem, type Result, skipped, warning } from "../finding.ts";
import type { ClassUse } from "../needs/storage.ts";
import type { InCluster } from "./server.ts";

export const storageChecks: readonly Check<InCluster>[] = [{ name: "storage classes", look: classes }];

function classes(facts: InCluster): Result | readonly Result[] {
  const { cluster, needs } = facts;
  if (needs.storage.length === 0) return ok("no volume is needed");
  const { storageClasses: all } = cluster;
  if (!all.known) return skipped(all.why);
  return needs.storage.flatMap((use) => {
    const found = all.value.find(({ isDefault, name }) => (use.name === undefined ? isDefault : name === use.name));
    return found === undefined ? absent(use, all.value) : standing(found, facts);
  });
}

function absent({ name, users }: ClassUse, all: readonly StorageClass[]): Result {
  const names = all.map((it) => it.name).join(", ");
  const there = all.length > 0 ? `there are ${names}` : "there is none at all";
  const choose = all.length > 0 ? `Write storage: ${all[0]?.name} in the stack file` : "Install a CSI driver";
  if (name !== undefined)
    return problem(
      `${name} is not there, which ${counted(users)} needs; ${there}`,
      `${choose}, or make the class ${name}.`,
    );
  return problem(
    `no class is the default one, which ${counted(users)} needs; ${there}`,
    `${choose}, or make one the default: kubectl annotate storageclass ${all[0]?.name ?? "<name>"} ` +
      "storageclass.kubernetes.io/is-default-class=true",
  );
}

function counted(users: readonly string[]): string {
  const [first = "", ...more] = users;
  return more.length === 0 ? first : `${first} (and ${more.length} more)`;
}

/** What of a class would hurt some day. */
function standing(found: StorageClass, { cluster: { nodes }, spec }: InCluster): readonly Result[] {
  const { bindingMode, expands, name, reclaimPolicy } = found;
  const zones = nodes.known ? new Set(nodes.value.map(({ labels }) => labels["topology.kubernetes.io/zone"])).size : 1;
  const remarks = [
    ...(expands
      ? []
      : [
          warning(
            `${name}: volumes cannot grow`,
            `If its driver can: kubectl patch storageclass ${name} -p '{"allowVolumeExpansion": true}'`,
          ),
        ]),
    ...(spec.class === "prod" && reclaimPolicy !== "Retain"
      ? [
          warning(
            `${name}: who deletes a claim deletes its data (reclaimPolicy ${reclaimPolicy})`,
            "Take a class with reclaimPolicy: Retain, as docs/production.md makes one; a class cannot be changed.",
          ),
        ]
      : []),
    ...(bindingMode === "Immediate" && zones > 1
      ? [
          warning(
            `${name}: volumes are made before it is known in which of ${zones} zones their pods run`,
            "Take a class with volumeBindingMode: WaitForFirstConsumer; a class cannot be changed.",
          ),
        ]
      : []),
  ];
  return remarks.length > 0 ? remarks : [ok(`${name}: ${reclaimPolicy}, ${bindingMode}, volumes can grow`)];
}
