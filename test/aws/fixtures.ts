import type { AwsSpec } from "../../components/aws/types.ts";
import type { Outputs, Registration } from "../binding/fixtures.ts";

export const aws: AwsSpec = {
  account: "123456789012",
  prefix: "shop-prod",
  region: "eu-central-1",
  tags: { environment: "shop-prod", "managed-by": "pulumi", "part-of": "dolphinscheduler" },
};

/** What AWS makes up, as far as other resources use it. Secret where the provider says so. */
export const awsOutputs: Outputs = (type, name) => {
  switch (type) {
    case "aws:kms/key:Key":
      return { arn: keyArn(name), keyId: `${name}-key-id` };
    case "aws:iam/role:Role":
      return { arn: `arn:aws:iam::123456789012:role/${name}` };
    case "aws:rds/instance:Instance":
      return { address: `${name}.abc.eu-central-1.rds.amazonaws.com` };
    case "aws:iam/accessKey:AccessKey":
      return { secret: secretAccessKey(name) };
    default:
      return {};
  }
};

export const keyArn = (name: string) => `arn:aws:kms:eu-central-1:123456789012:key/${name}`;
/** What secret access keys look like under mocks: to be found in Secrets and nowhere else. */
export const secretAccessKey = (name: string) => `secret-of-${name}`;

export function inAws(registrations: readonly Registration[]): Registration[] {
  return registrations.filter(({ type }) => type.startsWith("aws:"));
}

/** Resources of AWS that can have no tags. */
export const untagged = /Policy|Alias|Bucket[A-Z]|AccessKey/;
