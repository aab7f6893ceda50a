import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { snapshotObjects } from "./snapshots.ts";

const claimType = "kubernetes:core/v1:PersistentVolumeClaim";
const patchType = "kubernetes:core/v1:PersistentVolumeClaimPatch";

/** A volume claim that may outlive its stack, and is taken over when the stack returns: see `dataSecret`. */
export function keptClaim(
  name: string,
  claim: ReturnType<typeof snapshotObjects>["claim"],
  deletion: "retain" | "delete",
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  if (deletion === "delete") {
    return new kubernetes.core.v1.PersistentVolumeClaim(name, claim, { ...opts, aliases: [{ type: patchType }] });
  }
  const annotations = { ...claim.metadata.annotations, "pulumi.com/patchForce": "true" };
  return new kubernetes.core.v1.PersistentVolumeClaimPatch(
    name,
    { ...claim, metadata: { ...claim.metadata, annotations } },
    { ...opts, aliases: [{ type: claimType }], retainOnDelete: true },
  );
}
