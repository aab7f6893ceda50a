import type { ObjectRule } from "../../core/rule.ts";
import { volumeClaim } from "../../core/types.ts";

/** What holds data, or opens it. A namespace is left out: what keeps it is retainOnDelete, which no policy can see. */
export const statefulTypes: readonly string[] = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws:kms/key:Key",
  "aws:efs/fileSystem:FileSystem",
  "kubernetes:postgresql.cnpg.io/v1:Cluster",
  volumeClaim,
];

export const statefulResourcesProtected: ObjectRule = {
  id: "stateful-resources-protected",
  title: "What holds data is protected in production",
  severity: "high",
  star: true,
  why: "Pulumi deletes what is renamed, replaced or left out of a program; protect makes it stop and ask.",
  remediation: "Set protect: true on it; deletion: retain of the stack file does.",
  link: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  origin: "A3; B, hosts decommissioned by accident",
  pack: "aws",
  scope: "object",
  types: statefulTypes,
  evaluate: (object, { environmentClass }) => {
    if (environmentClass !== "prod" || object.object.protect) return [];
    return [
      { at: object.root, received: "a resource that is not protected", allowed: "protect: true", fix: "Set it." },
    ];
  },
};
