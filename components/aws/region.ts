/** Partition of a region, the second part of every ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export function partition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Host name of a service in a region, as conditions of policies name it. */
export function serviceHost(service: string, region: string): string {
  return `${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
