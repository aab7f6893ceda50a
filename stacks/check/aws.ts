import type { Answer } from "./answer.ts";
import type { Inputs } from "./transforms.ts";
import { secret } from "./wire.ts";

const account = "000000000000";

/** What AWS would answer, in its forms: names become ARNs, addresses and ids. Nothing here is of a real account. */
export function awsAnswer(type: string, name: string, inputs: Inputs): Answer {
  const [, module = "", kind = ""] = type.split(":");
  const service = module.split("/")[0] ?? "";
  const region = text(inputs["region"]) ?? "us-east-1";
  const own = text(inputs["identifier"]) ?? text(inputs["bucket"]) ?? text(inputs["name"]) ?? name;
  const arn = { arn: `arn:aws:${service}:${service === "iam" ? "" : region}:${account}:${kind.toLowerCase()}/${own}` };
  switch (type) {
    case "aws:ec2/securityGroup:SecurityGroup":
      return { id: "sg-00000000000000000", outputs: arn };
    case "aws:iam/accessKey:AccessKey":
      return { id: "AKIA0000000000000000", outputs: { secret: secret(`${name}-secret`) } };
    case "aws:kms/key:Key":
      return { id: `key-${own}`, outputs: { ...arn, keyId: `key-${own}` } };
    case "aws:rds/instance:Instance": {
      const address = `${own}.000000000000.${region}.rds.amazonaws.com`;
      return { id: own, outputs: { ...arn, address, endpoint: `${address}:5432`, port: 5432 } };
    }
    case "aws:s3/bucket:Bucket":
      return { id: own, outputs: { arn: `arn:aws:s3:::${own}`, bucket: own } };
    default:
      return { id: own, outputs: arn };
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
