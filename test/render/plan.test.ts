import { plan } from "../../delivery/render/plan.ts";
import { secret } from "../../stacks/check/wire.ts";
import { base64, registration } from "./fixtures.ts";

const address = registration("aws:rds/instance:Instance", "db", {
  inputs: { identifier: "prod-db", region: "eu-central-1" },
});
const made = "prod-db.000000000000.eu-central-1.rds.amazonaws.com";

test("of a Secret, addresses that the configuration says are open, and every other value is hidden", () => {
  const data = {
    host: base64("db.data.svc"),
    password: secret(base64("letmein")),
    type: base64("postgresql"),
    salt: base64("x"),
  };
  const { secrets } = plan([
    registration("kubernetes:core/v1:Secret", "db", { inputs: { data: secret(data as never) } }),
  ]);
  expect(secrets).toEqual([
    expect.objectContaining({ hidden: ["password", "salt"], open: { host: "db.data.svc", type: "postgresql" } }),
  ]);
});

test("an address that AWS makes up is hidden, whatever its key: a file would hold a wrong one", () => {
  const binding = registration("kubernetes:core/v1:Secret", "db", {
    inputs: { data: { host: base64(made), port: base64("5432") } },
  });
  expect(plan([address, binding]).secrets).toEqual([
    expect.objectContaining({ hidden: ["host"], open: { port: "5432" } }),
  ]);
});

test("a Secret whose very keys are unknown is refused: nobody can say what a reference must hold", () => {
  const unknown = registration("kubernetes:core/v1:Secret", "db", {
    inputs: { data: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
  });
  const { problems, secrets } = plan([unknown]);
  expect(secrets).toEqual([]);
  expect(problems).toEqual([expect.objectContaining({ path: "Secret db", received: expect.stringContaining("data") })]);
});

test("resources of AWS and generated passwords are named as what the folder does not hold", () => {
  const password = registration("random:index/randomPassword:RandomPassword", "password", { inputs: { length: 24 } });
  expect(plan([address, password]).outside.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "aws:rds:Instance db",
    "random:RandomPassword password",
  ]);
});

test("an alias of an address of AWS is left out and named: nothing in the environment goes by it", () => {
  const alias = registration("kubernetes:core/v1:Service", "dolphin-database", {
    inputs: { spec: { externalName: made, type: "ExternalName" } },
  });
  const { objects, outside, problems } = plan([address, alias]);
  expect([objects, problems]).toEqual([[], []]);
  expect(outside).toContainEqual({ kind: "Service", name: "dolphin-database", why: expect.stringContaining("AWS") });
});

test.each([
  ["a secret", { data: { password: secret("letmein") } }, "data.password"],
  ["an address of AWS", { data: { url: `jdbc:postgresql://${made}/ds` } }, "data.url"],
  ["what is unknown", { spec: { items: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"] } }, "spec.items[0]"],
])("an object that holds %s is refused with the place of it", (_, inputs, path) => {
  const { objects, problems } = plan([address, registration("kubernetes:core/v1:ConfigMap", "leak", { inputs })]);
  expect(objects).toEqual([]);
  expect(problems).toEqual([
    expect.objectContaining({ path: "ConfigMap leak", received: expect.stringContaining(path) }),
  ]);
  expect(JSON.stringify(problems)).not.toContain("letmein");
});

test("what a plugin makes by itself is named and not rendered", () => {
  const installed = {
    ...registration("kubernetes-cert-manager:index:CertManager", "cert-manager"),
    custom: false,
    remote: true,
  };
  const release = registration("kubernetes:helm.sh/v3:Release", "keda");
  expect(plan([{ ...release, inputs: { chart: "keda" } }]).outside).toEqual([
    expect.objectContaining({ kind: "Release", name: "keda", why: expect.stringContaining("Helm") }),
  ]);
  expect(plan([installed]).outside).toEqual([
    expect.objectContaining({ name: "cert-manager", why: "its plugin makes it" }),
  ]);
});
