import { unknownText } from "../../policies/core/field.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { changed, type Setting } from "../../policies/examples/example.ts";
import { release, scaledObject, slowly } from "../../policies/examples/other-forms.ts";
import { fired, judged } from "./judging.ts";

const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", path: "values.yaml" };

const report = (set: readonly Setting[], object: PolicyObject = release) =>
  judged([changed(object, set)], { registries: ["docker.io/apache/"] });

/** What is found in a release, as `rule place`. */
const found = (set: readonly Setting[]) => report(set).findings.map(({ path, rule }) => `${rule.id} ${path}`);

const keda = { advanced: slowly, enabled: true, maxReplicaCount: 10, minReplicaCount: 2 };

test.each<[string, readonly Setting[], readonly string[]]>([
  ["a release as it should be", [], []],
  [
    "a heap over the limit",
    [["values.api.env.JAVA_OPTS", "-Xmx64g -XX:ActiveProcessorCount=2"]],
    ["jvm-heap-fits-memory-limit values.api.env.JAVA_OPTS"],
  ],
  [
    "a number as a text",
    [["values.worker.env.WORKER_EXEC_THREADS", "0"]],
    ["config-values-valid values.worker.env.WORKER_EXEC_THREADS"],
  ],
  [
    "a number",
    [["values.worker.env.WORKER_EXEC_THREADS", 0]],
    ["config-values-valid values.worker.env.WORKER_EXEC_THREADS"],
  ],
  [
    "a variable of all servers",
    [["values.common", { configmap: { API_PYTHON_GATEWAY_ENABLED: "TRUE" } }]],
    ["python-gateway-off values.common.configmap.API_PYTHON_GATEWAY_ENABLED"],
  ],
  [
    "a switch of the API's own over it",
    [
      ["values.common", { configmap: { API_PYTHON_GATEWAY_ENABLED: "true" } }],
      ["values.api.env.API_PYTHON_GATEWAY_ENABLED", "false"],
    ],
    [],
  ],
  [
    "a variable that nothing reads",
    [["values.master.env.MASTER_EXEC_TASK_NUM", "20"]],
    ["no-stale-variables values.master.env.MASTER_EXEC_TASK_NUM"],
  ],
  [
    "no limit of memory",
    [["values.alert.resources.limits"]],
    ["require-requests-and-limits values.alert.resources.limits.memory"],
  ],
  [
    "a registry that nobody trusts",
    [["values.image.registry", "registry.example.com/any"]],
    ["allowed-registries values.image"],
  ],
  ["the newest version", [["values.image.tag", "latest"]], ["no-latest-tag values.image.tag"]],
  [
    "a database without TLS",
    [["values.externalDatabase.params", "characterEncoding=utf8"]],
    ["database-tls values.externalDatabase.params"],
  ],
  ["too many masters", [["values.master.replicas", "50"]], ["replicas-within-role-limits values.master.replicas"]],
  [
    "servers that are off",
    [
      ["values.master.enabled", false],
      ["values.master.replicas", "50"],
    ],
    [],
  ],
  [
    "an open Service",
    [["values.api.service", { type: "LoadBalancer" }]],
    ["no-public-service values.api.service.type", "scheduler-rpc-not-exposed values.api.service"],
  ],
  [
    "a scaler without an end",
    [["values.worker.replicas"], ["values.worker.keda", { ...keda, maxReplicaCount: 500 }]],
    ["scaler-within-role-limits values.worker.keda.maxReplicaCount"],
  ],
  [
    "a scaler down to nothing",
    [["values.worker.replicas"], ["values.worker.keda", { ...keda, minReplicaCount: 0 }]],
    [
      "keda-min-not-zero-in-production values.worker.keda.minReplicaCount",
      "scaler-within-role-limits values.worker.keda.minReplicaCount",
    ],
  ],
  [
    "a scaler beside a number",
    [["values.worker.keda", keda]],
    ["no-static-replicas-with-scaler values.worker.replicas"],
  ],
  [
    "an Ingress without TLS",
    [["values.ingress", { enabled: true, host: "ds.example.com" }]],
    ["ingress-tls values.ingress.host"],
  ],
  ["an Ingress with TLS", [["values.ingress", { enabled: true, host: "ds.example.com", tls: { enabled: true } }]], []],
  [
    "files on a local disk",
    [["values.conf", { common: { "resource.storage.type": "LOCAL" } }]],
    ["scheduler-uses-object-store values.conf.common.resource.storage.type"],
  ],
])("values are judged as the objects that they make: %s", (_, set, expected) => {
  expect(found(set).sort()).toEqual(expected);
});

test("a patch changes the values", () => {
  const set: Setting = ["values.master.replicas", "50"];
  expect(report([set]).findings.map(({ patch }) => patch)).toEqual([
    { path: ["values", "master", "replicas"], value: 9 },
  ]);
});

test("another scaler for the workers that a release makes is one too many", () => {
  const scaler = changed(scaledObject, [
    ["spec.scaleTargetRef.name", "ds-worker"],
    [["metadata", "namespace"], "ds"],
  ]);
  const scaling = changed(release, [
    ["name", "ds"],
    ["namespace", "ds"],
    ["values.worker.replicas"],
    ["values.worker.keda", keda],
  ]);
  expect(fired(judged([scaling, scaler]))).toEqual(["one-scaler-per-workload"]);
});

describe("what is not shown", () => {
  const undecided = (set: readonly Setting[]) => report(set).notEvaluated.map(({ path, rule }) => `${rule.id} ${path}`);

  test("a file of values may hold all that the values do not say: nothing is found, and rules say what they could not read", () => {
    const set: readonly Setting[] = [["values"], ["valueYamlFiles", [asset]]];
    expect(found(set)).toEqual([]);
    expect(undecided(set)).toEqual(
      expect.arrayContaining([
        "bundled-services-off values.minio.enabled",
        "jvm-heap-explicit values.api.env",
        "no-latest-tag values.image.tag",
        "no-plaintext-secrets-in-helm-values values",
        "replicas-within-role-limits values.master.replicas",
      ]),
    );
  });

  test.each([
    ["valueYamlFiles", [asset]],
    ["reuseValues", true],
  ])("what the values say beside %s counts", (key, value) => {
    const set: readonly Setting[] = [
      [key, value],
      ["values.minio"],
      ["values.zookeeper.enabled", true],
      ["values.master.replicas", "50"],
    ];
    expect(found(set).sort()).toEqual([
      "bundled-services-off values.zookeeper.enabled",
      "replicas-within-role-limits values.master.replicas",
    ]);
    expect(undecided(set)).toContain("bundled-services-off values.minio.enabled");
    expect(undecided(set)).toContain("python-gateway-off values.api.env.*");
  });

  test.each([
    ["values.image.registry", "allowed-registries", "values.image"],
    ["values.worker.env.JAVA_OPTS", "jvm-heap-fits-memory-limit"],
    ["values.worker.keda.enabled", "keda-min-not-zero-in-production"],
    ["values.api.service", "no-public-service"],
  ])("%s, which is made during the update", (path, rule, place = path) => {
    const set: readonly Setting[] = [[path, unknownText]];
    expect(found(set)).toEqual([]);
    expect(undecided(set).filter((it) => it.startsWith(`${rule} ${place}`))).not.toEqual([]);
  });

  test("with a post-renderer nobody knows what variables become; how many servers run is as the values say", () => {
    const rewritten: readonly Setting[] = [
      ["postrender", "kustomize"],
      ["values.api.env.JAVA_OPTS", "-Xmx64g"],
      ["values.master.replicas", "50"],
    ];
    expect(found(rewritten)).toEqual(["replicas-within-role-limits values.master.replicas"]);
  });

  test("an empty list of files hides nothing", () => {
    expect(found([["valueYamlFiles", []], ["values.minio"]])).toEqual(["bundled-services-off values.minio.enabled"]);
  });
});

describe("secrets among values", () => {
  const rule = "no-plaintext-secrets-in-helm-values";
  const isFound = (key: string | readonly string[], value: unknown) =>
    report([[["values", ...[key].flat()], value]]).findings.some((it) => it.rule.id === rule);

  test.each<[string, unknown]>([
    ["resource.aws.secret.access.key", "wJalrXUtnFEMI/K7MDENG"],
    ["secretKey", "wJalrXUtnFEMI/K7MDENG"],
    ["apiKey", "hunter2"],
    ["privateKey", "MIIEvQIBADANBg"],
    ["password", 123456],
    ["password", "12345678"],
    ["extraEnv", [{ name: "DB_PASSWORD", value: "hunter2" }]],
  ])("%s: %j", (key, value) => {
    expect(isFound(key, value)).toBe(true);
  });

  test.each<[string, unknown]>([
    ["existingSecretPasswordKey", "password"],
    ["userPasswordKey", "admin-password"],
    ["secretName", "database"],
    ["pullSecret", "registry"],
    ["tokenTtl", 3600],
    ["tokenRate", 0.5],
    ["password", "from-environment"],
    ["extraEnv", [{ name: "DB_HOST", value: "hunter2" }]],
    ["extraEnv", [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { key: "password", name: "database" } } }]],
  ])("not %s: %j", (key, value) => {
    expect(isFound(key, value)).toBe(false);
  });
});
