import * as pulumi from "@pulumi/pulumi";
import { type OperatorName, PlatformOperator } from "../../components/platform/index.ts";
import { find, kinds, plainData, plainText, type Registration, record } from "../binding/fixtures.ts";

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

async function install(operator: OperatorName, kubernetesVersion?: string) {
  new PlatformOperator("it", { kubernetesVersion, namespace: "operators", operator });
  await pulumi.runtime.disconnect();
  return registrations.find(({ type }) => type === "kubernetes:helm.sh/v3:Release")?.inputs;
}

test.each<[OperatorName, string, string]>([
  ["kubePrometheusStack", "kube-prometheus-stack", "87.21.0"],
  ["keda", "keda", "2.20.2"],
  ["externalSecrets", "external-secrets", "2.8.0"],
  ["cloudNativePg", "cloudnative-pg", "0.29.0"],
  ["metricsServer", "metrics-server", "3.13.1"],
])("%s is the chart %s at version %s, which nobody's update changes", async (operator, chart, version) => {
  expect(await install(operator)).toMatchObject({
    chart,
    name: chart,
    namespace: "operators",
    repositoryOpts: { repo: expect.stringMatching(/^https:/) },
    version,
  });
});

test("an older cluster gets the release that is tested on it", async () => {
  expect(await install("kubePrometheusStack", "1.32")).toMatchObject({ version: "77.14.0" });
});

test("a cluster on which nothing was tested is refused with what is allowed", () => {
  const attempt = () => new PlatformOperator("it", { kubernetesVersion: "1.20", namespace: "keda", operator: "keda" });
  expect(attempt).toThrow('no known release of keda is tested on "1.20"; allowed are 1.33 to 1.35.');
});

test.each<[OperatorName, unknown]>([
  ["keda", { crds: { additionalAnnotations: { "helm.sh/resource-policy": "keep" } } }],
  ["externalSecrets", { crds: { annotations: { "helm.sh/resource-policy": "keep" } } }],
])("the definitions of %s outlive its release", async (operator, values) => {
  expect((await install(operator))?.values).toEqual(values);
});

test("Prometheus takes the monitors and rules of every release, and Grafana everybody's dashboards", async () => {
  const { grafana, prometheus } = (await install("kubePrometheusStack"))?.values ?? {};
  expect(Object.values(prometheus.prometheusSpec)).toEqual(Array(5).fill(false));
  expect(grafana.sidecar.dashboards).toMatchObject({
    folderAnnotation: "grafana_folder",
    label: "grafana_dashboard",
    labelValue: "1",
    searchNamespace: "ALL",
  });
});

test("Grafana's first login is a Secret of its own, there before the release, and nowhere in plain text", async () => {
  const values = (await install("kubePrometheusStack"))?.values;
  const secret = find(registrations, "it-grafana");
  expect(values.grafana.admin).toEqual({
    existingSecret: secret.inputs.metadata.name,
    passwordKey: "admin-password",
    userKey: "admin-user",
  });
  expect(plainData(secret)).toEqual({ "admin-password": "generated-it-grafana-password", "admin-user": "admin" });
  expect(plainText(registrations)).not.toContain("generated-");
  const release = registrations.find(({ type }) => type === "kubernetes:helm.sh/v3:Release");
  expect(release?.dependsOn).toEqual(expect.arrayContaining(["it-grafana", "it-namespace"]));
});

test("the other operators bring nothing but their release", async () => {
  await install("keda");
  expect(kinds(registrations)).toEqual(["PlatformOperator", "Release"]);
});
