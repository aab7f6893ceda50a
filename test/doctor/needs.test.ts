import type { Served } from "../../delivery/doctor/facts.ts";
import { accessOf } from "../../delivery/doctor/needs/access.ts";
import { hostIn, hostsOf } from "../../delivery/doctor/needs/hosts.ts";
import { imagesOf } from "../../delivery/doctor/needs/images.ts";
import { podsOf } from "../../delivery/doctor/needs/pods.ts";
import { classesOf } from "../../delivery/doctor/needs/storage.ts";
import { metadata, object, spec } from "./fixtures.ts";

const container = { name: "server", image: "apache/server:1", resources: { requests: { cpu: "500m", memory: "1Gi" } } };

const stateful = (name: string, pod: object, more: object = {}) =>
  object("kubernetes:apps/v1:StatefulSet", {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: metadata(name),
    spec: { replicas: 3, template: { spec: { containers: [container], ...pod } }, ...more },
  });

const served: Served = new Map([
  ["apps/v1", [{ kind: "StatefulSet", resource: "statefulsets" }]],
  [
    "v1",
    [
      { kind: "Namespace", resource: "namespaces" },
      { kind: "Service", resource: "services" },
    ],
  ],
  ["rbac.authorization.k8s.io/v1", [{ kind: "Role", resource: "roles" }]],
]);

const rights = (...objects: ReturnType<typeof object>[]) =>
  accessOf(objects, served).map(
    ({ group, name, namespace, resource, verb }) =>
      `${verb} ${resource}${group && `.${group}`}${name === undefined ? "" : `/${name}`} ${namespace}`,
  );

test("an update needs the rights to make, look at, change and delete a kind, and to watch what it waits for", () => {
  expect(rights(stateful("worker", {}), stateful("master", {}))).toEqual([
    "create statefulsets.apps data",
    "get statefulsets.apps data",
    "patch statefulsets.apps data",
    "delete statefulsets.apps data",
    "list statefulsets.apps data",
    "watch statefulsets.apps data",
    "list pods data",
    "watch pods data",
  ]);
});

const service = (annotations: object) =>
  object("kubernetes:core/v1:Service", { apiVersion: "v1", kind: "Service", metadata: metadata("x", { annotations }) });

test("what nobody waits for needs no watching", () => {
  expect(rights(service({ "pulumi.com/skipAwait": "true" }))).not.toContain("watch services data");
  expect(rights(service({}))).toEqual(expect.arrayContaining(["watch services data", "watch endpoints data"]));
});

test("what stays when it leaves the program needs no right to delete", () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "data" } };
  const kept = [
    object("kubernetes:core/v1:Namespace", namespace, { protect: true }),
    object("kubernetes:core/v1:Namespace", namespace, { retainOnDelete: true }),
    object("kubernetes:core/v1:NamespacePatch", namespace),
  ];
  expect(rights(...kept)).toEqual(["create namespaces ", "get namespaces ", "patch namespaces "]);
});

test("who makes a Role must have what it grants", () => {
  const rules = [
    { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
    { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"], resourceNames: ["tls"] },
  ];
  const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: metadata("x"), rules };
  expect(rights(object("kubernetes:rbac.authorization.k8s.io/v1:Role", role))).toEqual(
    expect.arrayContaining(["get pods data", "list pods data", "create serviceaccounts/token/tls data"]),
  );
});

test("a release may bring anything, so it needs every right; what is not of Kubernetes needs none", () => {
  expect(rights(object("kubernetes:helm.sh/v3:Release", { chart: "keda" }))).toEqual(["* *.* "]);
  expect(rights(object("aws:s3/bucket:Bucket", {}))).toEqual([]);
});

test("a release whose objects are seen needs the rights for those, and for Helm's own Secrets", () => {
  const urn = "urn:pulumi:check::dolphinpod::dolphinpod:scheduler:Scheduler$kubernetes:helm.sh/v3:Release";
  const release = object("kubernetes:helm.sh/v3:Release", { namespace: "data" }, { urn: `${urn}::ds` });
  const child = { ...service({ "pulumi.com/skipAwait": "true" }), urn: `${urn}$kubernetes:core/v1:Service::ds:data/x` };
  const all = rights(release, child);
  expect(all).toEqual(expect.arrayContaining(["update secrets data", "list secrets data", "create services data"]));
  expect(all).not.toContain("* *.* ");
});

test("a kind that is not served needs no right: that it is missing is another finding", () => {
  const scaled = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", metadata: metadata("x") };
  expect(rights(object("kubernetes:keda.sh/v1alpha1:ScaledObject", scaled))).toEqual([]);
});

test("storage classes are those of claims, of their templates and of operated databases", () => {
  const claim = (storageClassName: string) => ({
    kind: "PersistentVolumeClaim",
    metadata: metadata("c"),
    spec: { storageClassName },
  });
  const templates = { volumeClaimTemplates: [{ spec: { storageClassName: "gp3" } }, { spec: {} }] };
  const database = {
    kind: "Cluster",
    metadata: metadata("pg"),
    spec: { storage: { size: "1Gi", storageClass: "fast" } },
  };
  expect(
    classesOf([
      stateful("worker", {}, templates),
      object("kubernetes:core/v1:PersistentVolumeClaim", claim("gp3")),
      object("kubernetes:postgresql.cnpg.io/v1:Cluster", database),
      object("kubernetes:core/v1:ConfigMap", { data: {} }),
    ]),
  ).toEqual([
    { name: "gp3", users: ["StatefulSet worker", "PersistentVolumeClaim c"] },
    { name: undefined, users: ["StatefulSet worker"] },
    { name: "fast", users: ["Cluster pg"] },
  ]);
});

test("images are those of all containers and of operated databases, each once", () => {
  const init = { initContainers: [{ name: "wait", image: "busybox:1" }] };
  const database = { kind: "Cluster", metadata: metadata("pg"), spec: { imageName: "pg:16" } };
  expect(
    imagesOf([stateful("a", init), stateful("b", {}), object("kubernetes:postgresql.cnpg.io/v1:Cluster", database)]),
  ).toEqual(["apache/server:1", "busybox:1", "pg:16"]);
});

test("pods are told with what one of them asks for and where it may run", () => {
  const apart = { topologyKey: "kubernetes.io/hostname", labelSelector: {} };
  const pod = {
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } },
    nodeSelector: { disk: "ssd" },
    tolerations: [{ key: "team", operator: "Exists", effect: "NoSchedule" }],
  };
  expect(podsOf([stateful("zookeeper", pod), stateful("idle", {}, { replicas: 0 })])).toEqual([
    {
      title: "StatefulSet zookeeper",
      pods: 3,
      cpu: 0.5,
      memory: 2 ** 30,
      nodeSelector: { disk: "ssd" },
      tolerations: [{ key: "team", operator: "Exists", value: "", effect: "NoSchedule" }],
      apart: "required",
    },
  ]);
});

test("what a scaler owns counts with its least pods", () => {
  const target = { kind: "StatefulSet", name: "worker" };
  const scaler = {
    kind: "HorizontalPodAutoscaler",
    metadata: metadata("s"),
    spec: { minReplicas: 2, scaleTargetRef: target },
  };
  const scaled = stateful("worker", {}, { replicas: undefined });
  const pods = podsOf([scaled, object("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", scaler)]);
  expect(pods.map(({ pods: number, title }) => [title, number])).toEqual([["StatefulSet worker", 2]]);
});

test.each([
  ["oci://registry-1.docker.io/apache/chart", "registry-1.docker.io"],
  ["ldaps://directory.example.com:636", "directory.example.com"],
  ["https://user:word@id.example.com/realms/x", "id.example.com"],
  ["http://[::1]:9000", "[::1]"],
  ["db.example.com", "db.example.com"],
])("the host of %s is %s", (address, host) => {
  expect(hostIn(address)).toBe(host);
});

test("hosts are those of the chart, the user interface, the sign-in and of what somebody else runs", () => {
  const more = {
    database: { backend: "existing", secretName: "db" },
    ingress: { host: "ds.example.com" },
    objectStore: { backend: "existing", secretName: "files" },
  };
  const who = hostsOf(spec(more)).map(({ by, host, option }) => [option, host, by]);
  expect(who).toEqual([
    ["chart", "registry-1.docker.io", "this machine"],
    ["ingress.host", "ds.example.com", "browsers"],
    ["database.secretName", { secret: "db", key: "host" }, "pods"],
    ["objectStore.secretName", { secret: "files", key: "endpoint" }, "pods"],
  ]);
  expect(hostsOf(spec()).map(({ option }) => option)).toEqual(["chart"]);
});
