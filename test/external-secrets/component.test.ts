import * as pulumi from "@pulumi/pulumi";
import { ExternalSecrets, type ExternalSecretsSpec } from "../../components/external-secrets/index.ts";
import { find, kinds, type Registration, record } from "../binding/fixtures.ts";

const spec: ExternalSecretsSpec = {
  refreshSeconds: 900,
  secrets: [
    { remoteKey: "prod/database", secretName: "postgres", type: "servicebinding.io/postgresql" },
    { remoteKey: "prod/bucket", secretName: "files", type: "servicebinding.io/s3" },
  ],
  store: { kind: "ClusterSecretStore", name: "vault" },
};

let registrations: Registration[];
beforeEach(async () => {
  registrations = record();
  new ExternalSecrets("external", { instance: "ds", namespace: "data", spec });
  await pulumi.runtime.disconnect();
});
afterEach(() => jest.restoreAllMocks());

test("each Secret is filled from its entry of the store, under the name that the backend reads", () => {
  expect(find(registrations, "external-postgres").inputs).toMatchObject({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "postgres", namespace: "data" },
    spec: {
      dataFrom: [{ extract: { key: "prod/database" } }],
      refreshInterval: "900s",
      secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
      target: { name: "postgres", template: { type: "servicebinding.io/postgresql" } },
    },
  });
  expect(kinds(registrations)).toEqual(["ExternalSecret", "ExternalSecret", "ExternalSecrets"]);
});

test("an entry that goes away does not take the Secret from running pods", () => {
  expect(find(registrations, "external-files").inputs).toMatchObject({
    spec: { target: { creationPolicy: "Owner", deletionPolicy: "Retain" } },
  });
});

test("an update waits until the Secret is there", () => {
  expect(find(registrations, "external-files").inputs).toMatchObject({
    metadata: { annotations: { "pulumi.com/waitFor": "condition=Ready" } },
  });
});
