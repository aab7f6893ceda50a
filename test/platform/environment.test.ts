import { renderEnvironment } from "../../stacks/check/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { dev } from "../config/base.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const options = { chart: "chart", renderChart: async () => [] };
const render = (more: Record<string, unknown>) => renderEnvironment({ ...dev, ...more }, options);
const releases = (objects: Awaited<ReturnType<typeof render>>) =>
  objects
    .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
    .map(({ inputs }) => `${inputs["namespace"]}/${inputs["name"]} ${inputs["version"]}`);

test("a stack that needs nothing of the cluster installs nothing", async () => {
  expect(releases(await render({}))).toEqual([]);
});

test("what platform installs goes where the environment looks for it", async () => {
  const objects = await render({
    database: { backend: "cloudnative-pg", operatorNamespace: "databases" },
    isolation: { monitoringNamespace: "watch" },
    worker: { autoscaling: { by: "keda", min: 1, max: 3, operatorNamespace: "scaling" } },
    platform: { cloudNativePg: "install", keda: "install", kubePrometheusStack: "install", metricsServer: "install" },
  });
  expect(releases(objects)).toEqual([
    "databases/cloudnative-pg 0.29.0",
    "scaling/keda 2.20.2",
    "watch/kube-prometheus-stack 87.21.0",
    "kube-system/metrics-server 3.13.1",
  ]);
});

test("cert-manager goes where `tls` says, also where the registry alone needs it", async () => {
  const objects = await render({
    platform: { certManager: "install" },
    registry: { access: "certificates" },
    tls: { certManagerNamespace: "pki" },
  });
  const installed = objects.filter(({ type }) => type === "kubernetes-cert-manager:index:CertManager");
  expect(installed.map(({ inputs }) => inputs["helmOptions"])).toEqual([expect.objectContaining({ namespace: "pki" })]);
});

test("the specification says where only of what is installed", () => {
  expect(resolveOrThrow(dev).spec.platformNamespaces).toEqual({});
  const platform = { externalSecrets: "install", metricsServer: "install" };
  const secrets = {
    database: { backend: "existing", secretName: "postgres" },
    externalSecrets: { database: "p/db", store: "vault" },
  };
  expect(resolveOrThrow({ ...dev, ...secrets, platform }).spec.platformNamespaces).toEqual({
    externalSecrets: "external-secrets",
    metricsServer: "kube-system",
  });
});

const database = { backend: "existing", maxConnections: 500, secretName: "postgres" };
const verified = { ...database, caBundle: { configMap: "ca" }, sslMode: "verify-full" };
test.each([
  ["a database whose certificate KEDA cannot verify", "install", verified, 1],
  ["one by an operator", "install", { backend: "cloudnative-pg" }, 1],
  ["a KEDA that somebody else brings", "present", verified, 0],
  ["a database that is not verified", "install", database, 0],
  ["a database in the cluster", "install", {}, 0],
])("a scaler by KEDA with %s (%s) gets a warning or none", (_, keda, chosen, times) => {
  const worker = { autoscaling: { by: "keda", min: 1, max: 3 } };
  const { warnings } = resolveOrThrow({ ...dev, database: chosen, platform: { keda }, worker });
  expect(warnings.filter(({ path }) => path === "platform.keda")).toHaveLength(times);
});

test("External Secrets that this stack installs fills the same Secrets", async () => {
  const database = { backend: "existing", secretName: "postgres" };
  const secrets = { database, externalSecrets: { store: "vault", database: "prod/database" } };
  const made = async (more: Record<string, unknown>) => {
    const objects = await render({ ...secrets, ...more });
    return objects.filter(({ type }) => type.endsWith(":ExternalSecret")).map(({ inputs }) => inputs);
  };
  expect(await made({ platform: { externalSecrets: "install" } })).toEqual(await made({}));
});
