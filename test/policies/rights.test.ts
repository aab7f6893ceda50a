import type { PolicyObject } from "../../policies/core/object.ts";
import { fired, judged } from "./judging.ts";

const aws = (type: string, properties: object): PolicyObject => {
  return { name: "it", properties, protect: true, type: `aws:${type}` };
};
const document = (statement: object) => JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] });
const policy = (statement: object) => aws("iam/policy:Policy", { policy: document(statement) });
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
const one = "arn:aws:iam::123456789012:role/one";

const wildcards = "iam-no-wildcards";
const escalation = "iam-no-privilege-escalation";

test.each<[string, PolicyObject, readonly string[]]>([
  ["all but one action", policy({ NotAction: "s3:DeleteBucket", Resource: one }), [wildcards]],
  ["all but one resource", policy({ Action: "s3:PutObject", NotResource: one }), [wildcards]],
  ["everything", policy({ Action: "*:*", Resource: one }), [wildcards]],
  ["everything of a service", policy({ Action: "execute-api:*", Resource: one }), [wildcards]],
  ["every bucket", policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }), [wildcards]],
  ["every object of every bucket", policy({ Action: "s3:*Object", Resource: "arn:aws:s3:::*/*" }), [wildcards]],
  ["the names of buckets", policy({ Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::*" }), []],
  ["objects of one bucket", policy({ Action: "s3:*Object", Resource: "arn:aws:s3:::files/*" }), []],
  ["roles by a star", policy({ Action: "iam:Pass*", Resource: "arn:aws:iam::123456789012:role/*" }), [escalation]],
  ["users by a star", policy({ Action: "IAM:create*", Resource: "arn:aws:iam::123456789012:user/*" }), [escalation]],
  ["one role by a star", policy({ Action: "iam:Pass*", Resource: one }), []],
  ["reading roles", policy({ Action: "iam:Get*", Resource: "arn:aws:iam::123456789012:role/*" }), []],
  [
    "a policy in a role",
    aws("iam/role:Role", { inlinePolicies: [{ policy: document({ Action: "*", Resource: "*" }) }] }),
    [wildcards],
  ],
  ["a role that is an administrator's", aws("iam/role:Role", { managedPolicyArns: [administrator] }), [wildcards]],
  [
    "an administrator's policy for a role",
    aws("iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: administrator, role: "it" }),
    [wildcards],
  ],
  [
    "another policy for a role",
    aws("iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
    [],
  ],
  [
    "a public server of a cluster",
    aws("rds/clusterInstance:ClusterInstance", { publiclyAccessible: true }),
    ["rds-not-public"],
  ],
  ["a server of a cluster", aws("rds/clusterInstance:ClusterInstance", {}), []],
])("%s", (_, object, expected) => {
  expect(fired(judged([object]))).toEqual(expected);
});
