import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { awsProvider } from "../../components/aws/provider.ts";
import { kept } from "../../components/aws/retention.ts";
import { createDatabase } from "../../components/database/index.ts";
import { createObjectStore } from "../../components/object-store/index.ts";
import { find, inCluster, minio, type Registration, record } from "../binding/fixtures.ts";
import { rds } from "../database/rds-fixtures.ts";
import { aws, awsOutputs, inAws } from "./fixtures.ts";

const place = { aws, deletion: "retain", instance: "shop", namespace: "data" } as const;
const s3 = {
  access: { keyVersion: 1, kind: "iam-user" },
  accessLogs: { kind: "own" },
  backend: "s3",
  bucket: "acme-dolphin",
  cidr: undefined,
  taskLogs: { days: 90, prefix: "logs/" },
} as const;

let registrations: Registration[];
beforeEach(() => {
  registrations = record(awsOutputs);
});
afterEach(() => jest.restoreAllMocks());

test("the provider is bound to one account and one region", async () => {
  awsProvider("shop-aws", aws);
  await pulumi.runtime.disconnect();
  // The engine hands a provider's inputs over as texts.
  expect(find(registrations, "shop-aws").inputs).toMatchObject({
    allowedAccountIds: '["123456789012"]',
    region: "eu-central-1",
  });
});

test("everything in AWS goes through that provider, and the rest through the cluster's", async () => {
  const providers = [new kubernetes.Provider("cluster"), awsProvider("shop-aws", aws)];
  await createDatabase("db", { ...place, spec: rds }, { providers });
  await createObjectStore("store", { ...place, spec: s3 }, { providers });
  await pulumi.runtime.disconnect();
  const resources = inAws(registrations);
  expect(resources.length).toBeGreaterThan(25);
  for (const { provider } of resources) expect(provider).toContain("::shop-aws::");
  for (const name of ["db-service", "db-binding", "store-binding"]) {
    expect(find(registrations, name).provider).toContain("::cluster::");
  }
});

test("a backend of the cluster needs no account", async () => {
  await createDatabase("db", { ...place, aws: undefined, spec: inCluster });
  await createObjectStore("store", { ...place, aws: undefined, spec: minio });
  await pulumi.runtime.disconnect();
  expect(inAws(registrations)).toEqual([]);
});

test("a backend in AWS needs one", async () => {
  await expect(createDatabase("db", { ...place, aws: undefined, spec: rds })).rejects.toThrow(/account and a region/);
  await expect(createObjectStore("s", { ...place, aws: undefined, spec: s3 })).rejects.toThrow(/account and a region/);
});

test("what is kept is protected and stays, what has a successor just stays, and nothing does where it is meant to go", () => {
  expect(kept("retain")).toEqual({ protect: true, retainOnDelete: true });
  expect(kept("retain", "forgotten")).toEqual({ retainOnDelete: true });
  expect(kept("delete")).toEqual({});
});
