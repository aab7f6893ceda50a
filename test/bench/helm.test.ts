import { objectsOf } from "../../bench/helm.ts";

const state = (type: string, inputs?: Record<string, unknown>) => ({
  urn: `urn::${type}`,
  type,
  custom: true,
  ...(inputs && { inputs }),
});

test("helm gets the objects of the cluster, patches included, and nothing else of the program", () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "data" } };
  const resources = [
    state("pulumi:pulumi:Stack"),
    state("random:index/randomPassword:RandomPassword", { length: 32 }),
    state("kubernetes:helm.sh/v4:Chart", { chart: "a.tgz" }),
    state("kubernetes:core/v1:NamespacePatch", namespace),
  ];
  expect(objectsOf({ deployment: { resources } })).toEqual([namespace]);
});

test("helm gets the values of Secrets as the cluster does", () => {
  const secret = (plaintext: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext,
  });
  const inputs = { apiVersion: "v1", kind: "Secret", stringData: secret('{"password":"p","port":"5432"}') };
  expect(objectsOf({ deployment: { resources: [state("kubernetes:core/v1:Secret", inputs)] } })).toEqual([
    { apiVersion: "v1", kind: "Secret", stringData: { password: "p", port: "5432" } },
  ]);
});
