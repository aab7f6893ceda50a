import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { RdsDatabase } from "../../components/database/rds/index.ts";
import { awsOutputs } from "../aws/fixtures.ts";
import { find, generated, plainData, plainText, type Registration, record } from "../binding/fixtures.ts";
import { args, rds, register } from "./rds-fixtures.ts";

const host = "db-shop-prod-database.abc.eu-central-1.rds.amazonaws.com";

let registrations: Registration[];
beforeEach(() => {
  registrations = record(awsOutputs);
});
afterEach(() => jest.restoreAllMocks());

test("the binding verifies the server by its own name, with certificates that the consumer mounts", async () => {
  const { binding, endpoint } = await register();
  expect(binding).toEqual({
    caBundle: { configMapName: "rds-ca", key: "global-bundle.pem" },
    parameters: { sslmode: "verify-full", sslrootcert: "/etc/dolphinpod/database-ca/ca.pem" },
    revision: "shop-prod-database/1",
    secretName: "shop-database",
    type: "postgresql",
  });
  expect(endpoint).toEqual({ cidr: "10.20.0.0/16", kind: "address", port: 5432 });
  expect(plainData(find(registrations, "db-binding"))).toEqual({
    database: "scheduler",
    host,
    password: generated("db-password"),
    port: "5432",
    provider: "aws",
    type: "postgresql",
    username: "dolphin",
  });
});

test("people find the database under a stable name in the cluster", async () => {
  await register();
  expect(find(registrations, "db-service").inputs).toMatchObject({
    metadata: { name: "shop-database", namespace: "data" },
    spec: { externalName: host, type: "ExternalName" },
  });
});

test("the password is nowhere in plain text", async () => {
  await register();
  const password = generated("db-password");
  expect(JSON.stringify(registrations)).toContain(password);
  const plain = plainText(registrations);
  expect(plain).not.toContain(password);
  expect(plain).not.toContain(Buffer.from(password).toString("base64"));
});

test("another version is another password and restarts whoever reads it", async () => {
  const { binding } = await register({ spec: { ...rds, passwordVersion: 2 } });
  expect(find(registrations, "db-password").inputs.keepers).toEqual({ version: "2" });
  expect(binding.revision).toBe("shop-prod-database/2");
});

test("a consumer waits for the instance and the Secret, and the instance for the rights of its monitoring", async () => {
  const database = new RdsDatabase("db", args);
  new kubernetes.core.v1.ConfigMap("consumer", {}, { dependsOn: database.ready });
  await pulumi.runtime.disconnect();
  expect([...find(registrations, "consumer").dependsOn].sort()).toEqual(["db-binding", "db-shop-prod-database"]);
  expect(find(registrations, "db-shop-prod-database").dependsOn).toContain("db-monitoring-policy");
});
