import { converted, external } from "./converted.ts";

const left: readonly (readonly [path: string, why: string, action: RegExp, values: string])[] = [
  [
    "externalDatabase.password",
    "a secret",
    /existing-database/,
    `${external}externalDatabase: { host: db, password: word }`,
  ],
  ["worker.env.SNOWFLAKE_PASSWORD", "a secret", /Kubernetes Secret/, "worker: { env: { SNOWFLAKE_PASSWORD: word } }"],
  [
    "worker.annotations.example.com/api-token",
    "a secret",
    /Secret/,
    "worker: { annotations: { example.com/api-token: word } }",
  ],
  ["image.tag", "assumed", /3\.2\.2 is written/, "image: { tag: 3.1.9 }"],
  [
    "security.authentication.ldap.urls",
    "assumed",
    /isolation\.egress/,
    "security: { authentication: { type: LDAP, ldap: { urls: 'ldap://a:389' } } }",
  ],
  ["master.replicas", "refused", /master\.replicas allows a whole number/, "master: { replicas: 200 }"],
  ["master.env.JAVA_OPTS", "refused", /at most 75 %/, 'master: { env: { JAVA_OPTS: "-Xmx4g" } }'],
  ["master.env.JAVA_OPTS", "no counterpart", /flags/, 'master: { env: { JAVA_OPTS: "-Xmx512m -XX:+UseZGC" } }'],
  [
    "alert.resources.requests.memory",
    "another option",
    /alert\.memory/,
    "alert: { resources: { requests: { memory: 1Gi } } }",
  ],
  [
    "api.customizedConfig.application.yaml",
    "another option",
    /api\.env/,
    "api: { customizedConfig: { application.yaml: 'a: 1' } }",
  ],
  ["mysql.enabled", "no counterpart", /PostgreSQL/, "mysql: { enabled: true }\npostgresql: { enabled: false }"],
  [
    "externalDatabase.type",
    "no counterpart",
    /PostgreSQL/,
    "postgresql: { enabled: false }\nexternalDatabase: { type: mysql }",
  ],
  [
    "conf.common.resource.storage.type",
    "no counterpart",
    /S3/,
    "minio: { enabled: false }\nconf: { common: { resource.storage.type: HDFS } }",
  ],
  [
    "common.sharedStoragePersistence.enabled",
    "no counterpart",
    /transform/,
    "common: { sharedStoragePersistence: { enabled: true } }",
  ],
  ["api.service.type", "no counterpart", /ingress/, "api: { service: { type: NodePort } }"],
  ["worker.livenessProbe.periodSeconds", "done here", /Probes/, 'worker: { livenessProbe: { periodSeconds: "10" } }'],
  [
    "worker.env.DEFAULT_TENANT_ENABLED",
    "done here",
    /Nothing reads/,
    "worker: { env: { DEFAULT_TENANT_ENABLED: true } }",
  ],
  ["ingress.host", "not in force", /ingress\.enabled: true/, "ingress: { host: etl.example.com }"],
  ["externalDatabase.host", "not in force", /postgresql\.enabled: false/, "externalDatabase: { host: db }"],
  ["wroker.replicas", "unknown", /transform/, "wroker: { replicas: 3 }"],
];

test.each(left)("%s: %s", (path, why, action, values) => {
  const { left: rows, problems } = converted(values);
  expect(problems).toEqual([]);
  expect(rows).toContainEqual({ path, why, action: expect.stringMatching(action) });
});

test("a value that class prod refuses is not written, and the rule says why", () => {
  const { input, left: rows, problems } = converted(`${external}master: { replicas: 1 }`, "prod");
  expect(problems).toEqual([]);
  expect(input["master"]).toBeUndefined();
  expect(rows).toContainEqual({
    path: "master.replicas",
    why: "refused",
    action: expect.stringContaining("at least 2"),
  });
});

test("a version that needs images of one's own is taken with them, whatever else is refused", () => {
  const { input } = converted("image: { tag: 3.3.2, registry: registry.example.com/a }\nmaster: { replicas: 999 }");
  expect(input).toMatchObject({ version: "3.3.2", image: { registry: "registry.example.com/a" } });
});

test("a scaler is not lost where the database allows more than PostgreSQL does by itself", () => {
  const { input } = converted(`${external}worker: { keda: { enabled: true, maxReplicaCount: 12 } }`, "prod");
  expect(input).toMatchObject({ worker: { autoscaling: { max: 12 } }, database: { maxConnections: 200 } });
});

test("Secrets to make hold the open values, and name where the secret ones stand", () => {
  const { secrets } = converted(external);
  expect(secrets.toMake).toContainEqual({
    name: "existing-database",
    type: "servicebinding.io/postgresql",
    literals: { type: "postgresql", host: "db.example.com", port: "5432", database: "scheduler", username: "root" },
    files: { password: "externalDatabase.password" },
  });
});

test("an etcd with certificates asks for them, and never for a password of nobody", () => {
  const values =
    "zookeeper: { enabled: false }\nregistryEtcd: { enabled: true, endpoints: 'https://etcd:2379', ssl: { enabled: true } }";
  const registry = converted(values).secrets.toMake.find(({ name }) => name === "existing-registry");
  expect(Object.keys(registry?.files ?? {})).toEqual(["ca.crt", "tls.crt", "tls.key"]);
});
