import * as pulumi from "@pulumi/pulumi";
import { type DataSecretArgs, dataSecret } from "../../components/binding/secret.ts";
import { find, plainData, record } from "./fixtures.ts";

const args = {
  deletion: "delete",
  labels: { "app.kubernetes.io/instance": "shop" },
  name: "shop-database",
  namespace: "data",
  type: "servicebinding.io/postgresql",
  values: { username: "dolphin", password: pulumi.output("hunter2") },
} as const satisfies DataSecretArgs;

afterEach(() => jest.restoreAllMocks());

async function register(deletion: "retain" | "delete") {
  const registrations = record();
  const secret = dataSecret("database", { ...args, deletion }, {});
  await pulumi.runtime.disconnect();
  return { secret, registration: find(registrations, "database") };
}

test("a Secret that goes with its stack is an ordinary Secret", async () => {
  const { registration } = await register("delete");
  expect(registration).toMatchObject({ retainOnDelete: false, type: "kubernetes:core/v1:Secret" });
  expect(registration.inputs.metadata).toEqual({ labels: args.labels, name: "shop-database", namespace: "data" });
  expect(registration.inputs.type).toBe("servicebinding.io/postgresql");
});

test("a retained Secret stays on destroy and is taken over by the stack that comes back", async () => {
  const { registration } = await register("retain");
  expect(registration).toMatchObject({ retainOnDelete: true, type: "kubernetes:core/v1:SecretPatch" });
  expect(registration.inputs.metadata.annotations).toEqual({ "pulumi.com/patchForce": "true" });
});

test.each([
  ["delete", "kubernetes:core/v1:SecretPatch"],
  ["retain", "kubernetes:core/v1:Secret"],
] as const)("changing to %s keeps the Secret instead of replacing it", async (deletion, other) => {
  const { registration } = await register(deletion);
  expect(registration.aliasTypes).toEqual([other]);
});

test.each(["delete", "retain"] as const)("with %s every value is encoded, sorted and secret", async (deletion) => {
  const { registration, secret } = await register(deletion);
  expect(plainData(registration)).toEqual({ password: "hunter2", username: "dolphin" });
  expect(Object.keys(plainData(registration))).toEqual(["password", "username"]);
  expect(await pulumi.isSecret(secret.data)).toBe(true);
  expect(JSON.stringify(registration.inputs)).not.toContain("hunter2");
});
