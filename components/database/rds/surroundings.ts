import { partition } from "../../aws/region.ts";
import type { AwsSpec } from "../../aws/types.ts";
import { postgresqlPort } from "../postgresql.ts";
import type { RdsSpec } from "../types.ts";

/** First part of the names of what surrounds the instances. */
export const baseName = ({ prefix }: AwsSpec): string => `${prefix}-database`;

export function subnetGroup(aws: AwsSpec, { subnets }: RdsSpec) {
  return {
    description: `Private subnets of the scheduler's database ${aws.prefix}`,
    name: baseName(aws),
    subnetIds: [...subnets].sort(),
    tags: aws.tags,
  };
}

/** Lets the cluster in on PostgreSQL's port and nothing out: a database calls nobody. */
export function securityGroup(aws: AwsSpec, { clusterSecurityGroup, vpc }: RdsSpec) {
  return {
    description: `Scheduler's database ${aws.prefix}: PostgreSQL from the cluster`,
    egress: [],
    ingress: [
      {
        description: "PostgreSQL from the cluster",
        fromPort: postgresqlPort,
        protocol: "tcp",
        securityGroups: [clusterSecurityGroup],
        toPort: postgresqlPort,
      },
    ],
    name: baseName(aws),
    tags: aws.tags,
    vpcId: vpc,
  };
}

/** A group for each major version, so that a major upgrade changes groups instead of replacing the one in use. */
export function parameterGroup(aws: AwsSpec, { engineVersion }: RdsSpec) {
  const family = `postgres${engineVersion}`;
  return {
    description: `Scheduler's database ${aws.prefix}: clients without TLS are refused`,
    family,
    name: `${baseName(aws)}-${family}`,
    parameters: [{ applyMethod: "immediate", name: "rds.force_ssl", value: "1" }],
    tags: aws.tags,
  };
}

/** The role that RDS writes the operating system's metrics as; for these instances alone, and not for another account's. */
export function monitoringRole(aws: AwsSpec, identifiers: readonly string[]) {
  const { account, region } = aws;
  const arns = identifiers.map((id) => `arn:${partition(region)}:rds:${region}:${account}:db:${id}`);
  return {
    assumeRolePolicy: JSON.stringify({
      Statement: [
        {
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": arns } },
          Effect: "Allow",
          Principal: { Service: "monitoring.rds.amazonaws.com" },
        },
      ],
      Version: "2012-10-17",
    }),
    description: `Enhanced monitoring of the scheduler's database ${aws.prefix}`,
    name: `${baseName(aws)}-monitoring`,
    tags: aws.tags,
  };
}

export function monitoringPolicyArn({ region }: AwsSpec): string {
  return `arn:${partition(region)}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`;
}
