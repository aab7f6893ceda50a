import * as pulumi from "@pulumi/pulumi";
import { RdsDatabase, type RdsDatabaseArgs } from "../../components/database/rds/index.ts";
import type { RdsSpec } from "../../components/database/types.ts";
import { aws } from "../aws/fixtures.ts";

export const rds: RdsSpec = {
  availability: "multi-az",
  backend: "rds",
  backupDays: 14,
  backupWindow: "01:00-02:00",
  caBundle: { key: "global-bundle.pem", kind: "config-map", name: "rds-ca" },
  cidr: "10.20.0.0/16",
  clusterSecurityGroup: "sg-0123456789abcdef0",
  database: "scheduler",
  engineVersion: "16",
  instance: "shop-prod-database",
  instanceClass: "db.m7g.large",
  maintenanceWindow: "sun:03:00-sun:04:00",
  majorUpgrade: "refuse",
  passwordVersion: 1,
  restoreFrom: undefined,
  storageGiB: 100,
  storageLimitGiB: 500,
  subnets: ["subnet-b", "subnet-a"],
  username: "dolphin",
  vpc: "vpc-0123456789abcdef0",
};

export const args: RdsDatabaseArgs = { aws, deletion: "retain", instance: "shop", namespace: "data", spec: rds };

/** Registers a database to its end, with other arguments where they are given. */
export async function register(change: Partial<RdsDatabaseArgs> = {}): Promise<RdsDatabase> {
  const database = new RdsDatabase("db", { ...args, ...change });
  await pulumi.runtime.disconnect();
  return database;
}
