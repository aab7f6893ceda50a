import * as pulumi from "@pulumi/pulumi";
import { AdminLogin, type AdminLoginArgs, adminRun, DatasourceSalt } from "../../components/admin/index.ts";
import { saltOf } from "../../components/admin/salt.ts";
import { find, generated, kinds, plainData, type Registration, record } from "../binding/fixtures.ts";

const args: AdminLoginArgs = {
  deletion: "retain",
  instance: "dolphin",
  namespace: "data",
  spec: { passwordVersion: 1 },
};

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

const again = () => {
  jest.restoreAllMocks();
  registrations = record();
};
const register = async (change: Partial<AdminLoginArgs> = {}) => {
  const login = new AdminLogin("admin", { ...args, ...change });
  await pulumi.runtime.disconnect();
  return login;
};

test("the login is a generated password and the Secret that keeps it", async () => {
  const { secretName } = await register();
  expect(kinds(registrations)).toEqual(["AdminLogin", "RandomPassword", "SecretPatch"]);
  expect(secretName).toBe("dolphin-admin");
  expect(plainData(find(registrations, "admin-secret"))).toEqual({
    password: generated("admin-password"),
    username: "admin",
  });
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

test("the run in the schema Job knows the password by reference alone", () => {
  expect(adminRun("dolphin", args.spec).variables).toContainEqual({
    name: "ADMIN_PASSWORD",
    valueFrom: { secretKeyRef: { key: "password", name: "dolphin-admin" } },
  });
});

test("a login that is there is used, and none is made", async () => {
  const spec = { passwordVersion: 1, secretName: "login" };
  expect((await register({ spec })).secretName).toBe("login");
  expect(kinds(registrations)).toEqual(["AdminLogin"]);
  expect(adminRun("dolphin", spec).variables).toContainEqual({
    name: "ADMIN_PASSWORD",
    valueFrom: { secretKeyRef: { key: "password", name: "login" } },
  });
});

test("another version is another password; the same version is the same one", async () => {
  await register();
  expect(find(registrations, "admin-password").inputs.keepers).toEqual({ version: "1" });

  again();
  await register({ spec: { passwordVersion: 2 } });
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
