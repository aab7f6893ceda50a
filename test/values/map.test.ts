import { valuesMap } from "../../delivery/values/map/index.ts";
import { converted, external } from "./converted.ts";

/** Name, values, options. */
const carried: readonly (readonly [string, string, object])[] = [
  ["a number as a text", 'worker: { replicas: "6" }', { worker: { replicas: 6 } }],
  [
    "a size of pods",
    "api: { resources: { limits: { cpu: 2, memory: 4Gi }, requests: { cpu: 500m } } }",
    { api: { cpu: { request: "500m", limit: 2 }, memory: "4Gi" } },
  ],
  [
    "a heap with its memory",
    'master: { resources: { limits: { memory: 8Gi } }, env: { JAVA_OPTS: "-Xms4g -Xmx4g -Xmn2g" } }',
    { master: { memory: "8Gi", heap: "4Gi" } },
  ],
  [
    "a version",
    "image: { tag: 3.2.2, registry: registry.example.com/data/ }",
    { version: "3.2.2", image: { registry: "registry.example.com/data" } },
  ],
  ["a tag of one's own", "image: { tag: 3.2.2-acme.4 }", { version: "3.2.2", image: { tag: "3.2.2-acme.4" } }],
  ["the registry of the chart 3.2.1", "image: { registry: apache/dolphinscheduler }", { version: "3.2.2" }],
  [
    "an image of another name",
    "image: { tag: 3.2.2, worker: spark-worker }",
    { image: { overrides: { worker: "apache/spark-worker:3.2.2" } } },
  ],
  ["the chart's time zone, which nobody wrote", "{}", { timezone: "Asia/Shanghai" }],
  ["plain data sources, which nobody wrote", "{}", { security: { datasourceEncryption: "off" } }],
  [
    "salted data sources",
    "conf: { common: { datasource.encryption.enable: true } }",
    { security: { saltSecretName: "existing-salt" } },
  ],
  ["a database outside", external, { database: { backend: "existing", secretName: "existing-database" } }],
  [
    "its port and encryption",
    `${external}externalDatabase: { host: db, port: "6432", params: sslmode=disable }`,
    { database: { port: 6432, sslMode: "disable" } },
  ],
  [
    "the chart's PostgreSQL",
    'postgresql: { persistence: { enabled: true, size: 40Gi, storageClass: "-" } }',
    { database: { storage: "40Gi" } },
  ],
  [
    "a store outside",
    `${external.replace("https://s3.example.com", "http://minio.data:9000")}`,
    { objectStore: { backend: "existing", secretName: "existing-object-store", port: 9000 } },
  ],
  [
    "a ZooKeeper outside",
    "zookeeper: { enabled: false }\nexternalRegistry: { registryServers: 'zk-0:2182,zk-1:2182' }",
    { registry: { backend: "existing", kind: "zookeeper", secretName: "existing-registry", port: 2182 } },
  ],
  [
    "an etcd with a user",
    "zookeeper: { enabled: false }\nregistryEtcd: { enabled: true, endpoints: 'http://etcd:2379', user: etl }",
    { registry: { backend: "existing", kind: "etcd", access: "password" } },
  ],
  [
    "a registry in the database",
    "zookeeper: { enabled: false }\nregistryJdbc: { enabled: true }",
    { registry: { backend: "jdbc" } },
  ],
  [
    "members of a ZooKeeper",
    "zookeeper: { replicaCount: 3, persistence: { enabled: true, size: 8Gi, storageClass: gp3 } }",
    { registry: { members: 3, storage: { size: "8Gi", storageClass: "gp3" } } },
  ],
  [
    "an address with a certificate",
    "ingress: { enabled: true, host: etl.example.com, tls: { enabled: true, secretName: etl-tls } }",
    { ingress: { host: "etl.example.com", tlsSecretName: "etl-tls" } },
  ],
  [
    "an issuer",
    "ingress: { enabled: true, host: a.example.com, tls: { enabled: true }, annotations: { cert-manager.io/issuer: ca, kubernetes.io/ingress.class: traefik } }",
    {
      ingress: { host: "a.example.com", className: "traefik", controller: "other" },
      tls: { issuer: { kind: "existing", name: "ca", scope: "Issuer" } },
    },
  ],
  [
    "keda",
    `${external}worker: { keda: { enabled: true, minReplicaCount: 2, maxReplicaCount: 4 } }`,
    { worker: { autoscaling: { by: "keda", min: 2, max: 4 } }, database: { maxConnections: 100 } },
  ],
  [
    "a claim of the worker",
    "worker: { persistentVolumeClaim: { enabled: true, dataPersistentVolume: { enabled: true, storage: 9Gi } } }",
    { worker: { data: "9Gi" } },
  ],
  [
    "a variable for all",
    "common: { configmap: { SPARK_HOME: /opt/spark } }",
    { worker: { env: { SPARK_HOME: "/opt/spark" } }, alert: { env: { SPARK_HOME: "/opt/spark" } } },
  ],
  [
    "a property of the application",
    "conf: { common: { yarn.resourcemanager.ha.rm.ids: 'a,b' } }",
    { worker: { env: { YARN_RESOURCEMANAGER_HA_RM_IDS: "a,b" } } },
  ],
  [
    "threads and variables",
    "worker: { env: { WORKER_EXEC_THREADS: 40, HTTP_PROXY: 'http://proxy:3128' } }",
    { worker: { threads: 40, env: { HTTP_PROXY: "http://proxy:3128" } } },
  ],
  [
    "where pods run",
    "worker: { nodeSelector: { pool: etl }, tolerations: [{ key: etl, operator: Exists }], annotations: { example.com/team: data } }",
    {
      worker: {
        nodeSelector: { pool: "etl" },
        tolerations: [{ key: "etl", operator: "Exists" }],
        annotations: { "example.com/team": "data" },
      },
    },
  ],
  [
    "replicas that keep apart",
    "master: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname }] } } }",
    { master: { spread: "required" } },
  ],
  [
    "a scaler of the API servers",
    "api: { autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 5, targetCPUUtilizationPercentage: 60 } }",
    { api: { autoscaling: { min: 2, max: 5, cpu: 60 } } },
  ],
  [
    "monitors",
    "api: { service: { serviceMonitor: { enabled: true, labels: { release: prom } } } }",
    {
      monitoring: { mode: "prometheus-operator", labels: { release: "prom" } },
      isolation: { monitoringNamespace: "monitoring" },
    },
  ],
  [
    "a directory",
    "security: { authentication: { type: LDAP, ldap: { urls: 'ldaps://ldap.example.com:636/', user: { admin: alice, notexistaction: DENY } } } }",
    {
      login: { type: "ldap", url: "ldaps://ldap.example.com:636", admin: "alice", unknownUsers: "deny" },
      isolation: { egress: [{ from: ["api"], ports: [636] }] },
    },
  ],
];

test.each(carried)("%s becomes an option", (_, values, options) => {
  const { input, problems } = converted(values);
  expect(problems).toEqual([]);
  expect(input).toMatchObject(options);
});

test("what the chart has by itself is left out", () => {
  const { input, left } = converted(
    'master: { replicas: "3", env: { JAVA_OPTS: "-Xms1g -Xmx1g -Xmn512m" } }\nimage: { tag: 3.2.2 }',
  );
  expect(Object.keys(input)).toEqual(["class", "namespace", "timezone", "version", "security"]);
  expect(left).toEqual([]);
});

test("no two rows of the map are about the same value", () => {
  const paths = valuesMap.map(({ from }) => from);
  expect(paths.filter((path, place) => paths.indexOf(path) !== place)).toEqual([]);
});
