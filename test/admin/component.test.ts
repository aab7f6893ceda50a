import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { AdminLogin, type AdminLoginArgs, DatasourceSalt } from "../../components/admin/index.ts";
import { saltOf } from "../../components/admin/salt.ts";
import { find, generated, kinds, plainData, type Registration, record } from "../binding/fixtures.ts";
import { spec } from "../scheduler/spec.ts";

const args: AdminLoginArgs = { deletion: "retain", scheduler: spec, spec: { passwordVersion: 1 } };

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

const again = () => {
  jest.restoreAllMocks();
  registrations = record();
};
const job = () => find(registrations, "admin-job").inputs;
const register = async (change: Partial<AdminLoginArgs> = {}) => {
  const login = new AdminLogin("admin", { ...args, ...change });
  await pulumi.runtime.disconnect();
  return login;
};

test("the login is a generated password, the Secret that keeps it, and a Job with an account without a token", async () => {
  const { secretName } = await register();
  expect(kinds(registrations)).toEqual(["AdminLogin", "Job", "RandomPassword", "SecretPatch", "ServiceAccount"]);
  expect(secretName).toBe("dolphin-admin");
  expect(plainData(find(registrations, "admin-secret"))).toEqual({
    password: generated("admin-password"),
    username: "admin",
  });
  expect(find(registrations, "admin-account").inputs.automountServiceAccountToken).toBe(false);
});

test("the Secret outlives the stack where data do", async () => {
  await register();
  expect(find(registrations, "admin-secret").retainOnDelete).toBe(true);
});

test("and goes with it where they do", async () => {
  await register({ deletion: "delete" });
  expect(find(registrations, "admin-secret")).toMatchObject({
    retainOnDelete: false,
    type: "kubernetes:core/v1:Secret",
  });
});

test("the Job knows the password by reference alone", async () => {
  await register();
  const others = registrations.filter(({ name }) => name !== "admin-secret");
  expect(JSON.stringify(others)).not.toContain(generated("admin-password"));
  expect(job().spec.template.spec.containers[0].env).toContainEqual({
    name: "ADMIN_PASSWORD",
    valueFrom: { secretKeyRef: { key: "password", name: "dolphin-admin" } },
  });
});

test("the Job waits for the Secret, its account, and what the login waits for", async () => {
  const schema = new kubernetes.batch.v1.Job("schema");
  new AdminLogin("admin", args, { dependsOn: schema });
  await pulumi.runtime.disconnect();
  expect(find(registrations, "admin-job").dependsOn).toEqual(
    expect.arrayContaining(["admin-account", "admin-secret", "schema"]),
  );
});

test("another version is another password and another Job; the same version is the same Job", async () => {
  await register();
  const first = job().metadata.name;
  expect(find(registrations, "admin-password").inputs.keepers).toEqual({ version: "1" });

  again();
  await register();
  expect(job().metadata.name).toBe(first);

  again();
  await register({ spec: { passwordVersion: 2 } });
  expect(job().metadata.name).not.toBe(first);
  expect(find(registrations, "admin-password").inputs.keepers).toEqual({ version: "2" });
});

test("the salt follows from the namespace's id: the stack that comes back finds the same one", async () => {
  const place = { deletion: "retain", instance: "dolphin", namespace: "data" } as const;
  const salt = new DatasourceSalt("salt", { ...place, namespaceId: pulumi.output("6a1c") });
  await pulumi.runtime.disconnect();

  expect(salt.secretName).toBe("dolphin-datasource-salt");
  const secret = find(registrations, "salt-secret");
  expect(plainData(secret)).toEqual({ salt: saltOf("6a1c") });
  expect(secret.retainOnDelete).toBe(true);
  expect(JSON.stringify(secret.inputs)).not.toContain(saltOf("6a1c"));
});

test("two namespaces have two salts, and none is the published one", () => {
  expect(saltOf("6a1c")).toMatch(/^[0-9a-f]{32}$/);
  expect(saltOf("6a1c")).not.toBe(saltOf("6a1d"));
});
