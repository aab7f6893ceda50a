import * as pulumi from "@pulumi/pulumi";
import { AllowedFlows, Isolation, type IsolationSpec, type Topology } from "../../components/isolation/index.ts";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import { type Registration, record } from "../binding/fixtures.ts";

let registered: Registration[];

beforeEach(() => {
  registered = record();
});

afterEach(() => jest.restoreAllMocks());

const spec: IsolationSpec = {
  podSecurity: "restricted",
  networkPolicies: { mode: "deny-by-default" },
  egress: [],
  monitoringNamespace: undefined,
};
const off: IsolationSpec = { ...spec, networkPolicies: { mode: "off", reason: "The mesh enforces them." } };
const args = { instance: "ds", namespace: "dolphin", spec, deletion: "delete" } as const;
const topology: Topology = {
  instance: "ds",
  servers: applicationVersion("3.2.2").servers,
  database: { kind: "pods", labels: { app: "postgresql" }, port: 5432 },
  databaseCluster: undefined,
  registry: undefined,
  quorumPorts: [],
  registrySnapshots: undefined,
  scalerNamespace: undefined,
  objectStore: { kind: "address", cidr: undefined, port: 443 },
  schemaJob: { job: "schema" },
  bucketJob: undefined,
  acmeSolver: undefined,
  ingressNamespace: undefined,
  backingMetrics: { database: undefined, "object-store": undefined, registry: undefined },
  logCleaner: undefined,
  mesh: undefined,
};

const policyNames = () =>
  registered
    .filter(({ type }) => type === "kubernetes:networking.k8s.io/v1:NetworkPolicy")
    .map(({ inputs }) => inputs.metadata.name as string)
    .sort();
const namespace = () => registered.find(({ type }) => type.startsWith("kubernetes:core/v1:Namespace"));

test("the namespace enforces the wanted standard, warns of the strict one, and pins the version of both", async () => {
  new Isolation("isolation", { ...args, spec: { ...spec, podSecurity: "baseline" } });
  await pulumi.runtime.disconnect();

  expect(namespace()?.inputs.metadata).toEqual({
    labels: {
      "app.kubernetes.io/component": "namespace",
      "app.kubernetes.io/instance": "ds",
      "app.kubernetes.io/managed-by": "Pulumi",
      "app.kubernetes.io/name": "dolphinscheduler",
      "app.kubernetes.io/part-of": "dolphinscheduler",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/audit-version": "v1.34",
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/enforce-version": "v1.34",
      "pod-security.kubernetes.io/warn": "restricted",
      "pod-security.kubernetes.io/warn-version": "v1.34",
    },
    name: "dolphin",
  });
});

test("a namespace without flows of its own denies everything but DNS", async () => {
  new Isolation("isolation", args);
  await pulumi.runtime.disconnect();
  expect(policyNames()).toEqual(["ds-default-deny", "ds-dns"]);
});

test("flows open one policy for each role that takes part", async () => {
  new AllowedFlows("flows", { namespace: "dolphin", spec, topology });
  await pulumi.runtime.disconnect();
  expect(policyNames()).toEqual(["alert", "api", "database", "master", "schema", "worker"].map((role) => `ds-${role}`));
});

test("with network policies off there is none, and the namespace says why", async () => {
  new Isolation("isolation", { ...args, spec: off });
  new AllowedFlows("flows", { namespace: "dolphin", spec: off, topology });
  await pulumi.runtime.disconnect();
  expect(policyNames()).toEqual([]);
  expect(namespace()?.inputs.metadata.annotations).toEqual({
    "dolphinpod/network-policies-off": "The mesh enforces them.",
  });
});

test("a retained namespace outlives its stack and is taken over by the next", async () => {
  new Isolation("isolation", { ...args, deletion: "retain" });
  await pulumi.runtime.disconnect();
  expect(namespace()?.type).toBe("kubernetes:core/v1:NamespacePatch");
  expect(namespace()?.retainOnDelete).toBe(true);
  expect(namespace()?.inputs.metadata.annotations).toEqual({ "pulumi.com/patchForce": "true" });
});

test("a namespace that is to be deleted goes with its stack", async () => {
  new Isolation("isolation", args);
  await pulumi.runtime.disconnect();
  expect(namespace()?.type).toBe("kubernetes:core/v1:Namespace");
  expect(namespace()?.retainOnDelete).toBe(false);
});

test.each(["default", "kube-system"])("the cluster's own namespace %s is refused", (name) => {
  expect(() => new Isolation("isolation", { ...args, namespace: name })).toThrow(
    `namespace: "${name}" is the cluster's own; allowed is any name but "default" and "kube-..."`,
  );
});
