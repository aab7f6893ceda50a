import { z } from "zod";
import { option } from "./option.ts";
import { count, matching } from "./text.ts";

const accessKinds = ["iam-user", "instance-profile", "pod-identity", "irsa"] as const;

const kind = <K extends (typeof accessKinds)[number]>(literal: K, description: string) =>
  option(z.literal(literal), { description, allowed: accessKinds.join(", "), example: "iam-user" });

/** Options of `objectStore` that backend s3 alone has. */
export const s3Options = {
  access: option(
    z.preprocess(
      (value) => (typeof value === "string" ? { kind: value } : value),
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: kind("iam-user", "A user of IAM that may use this bucket alone.") }),
        z.strictObject({
          kind: kind("instance-profile", "The role of the cluster's nodes."),
          nodeRole: option(matching(/^[\w+=,.@-]{1,64}$/), {
            description: "Name of the role.",
            allowed: "the name of a role, not its ARN",
            example: "eks-nodes",
          }),
        }),
        z.strictObject({ kind: kind("pod-identity", "EKS Pod Identity; no version of the application can use it.") }),
        z.strictObject({ kind: kind("irsa", "IAM roles for service accounts; no version can use them.") }),
      ]),
    ),
    {
      description:
        "How the scheduler signs in. `iam-user`: a user with a key, for every version; `keyVersion` rotates it. `instance-profile`: the role of " +
        "the nodes, from 3.3 on. `pod-identity` and `irsa` need web identity, which no version has.",
      allowed: "iam-user, or {kind: instance-profile, nodeRole}",
      example: "iam-user",
      shorthand: { type: "string" },
    },
  ),
  accessLogs: option(z.strictObject({ bucket: bucketName("Bucket for them.", "acme-access-logs") }), {
    description:
      "Bucket where S3 writes who read and wrote what, which lets S3 deliver logs. Left out, `<bucket>-logs` is made.",
    allowed: "{bucket} with a bucket of the same account and region",
    example: { bucket: "acme-access-logs" },
  }).optional(),
  taskLogDays: count(1, 3650, "Days that task logs are kept. Left out, for ever.", 90).optional(),
};

function bucketName(description: string, example: string) {
  return option(matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), {
    description,
    allowed: "3 to 63 lower-case letters, digits, '-' and '.'",
    example,
  });
}
