import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-missing";
const lab = testLab();

/** Everything that asks for a custom kind, and a version that the lab's server has not. */
const lines = [
  "dolphinpod:class: dev",
  `dolphinpod:namespace: ${namespace}`,
  'dolphinpod:cluster: { kubernetesVersion: "1.31" }',
  "dolphinpod:ingress: { host: dolphin.example.com }",
  "dolphinpod:tls: { issuer: { kind: acme-http } }",
  "dolphinpod:database: { backend: cloudnative-pg, backups: { bucket: acme-backups, endpoint: https://s3.example.com } }",
  "dolphinpod:objectStore: { backend: existing, secretName: files }",
  "dolphinpod:externalSecrets: { store: vault, objectStore: prod/files }",
  "dolphinpod:registry: { access: certificates }",
  "dolphinpod:monitoring: { mode: prometheus-operator }",
  "dolphinpod:isolation: { monitoringNamespace: monitoring }",
  "dolphinpod:worker: { autoscaling: { by: keda, min: 1, max: 3 } }",
  "dolphinpod:mesh: { mode: linkerd }",
];

const problems = [
  ["cluster.kubernetesVersion", "a server of v1.34", "Write the server's minor version there"],
  [
    "externalSecrets",
    "a cluster without external-secrets.io/v1/ExternalSecret",
    "platform: {externalSecrets: install}",
  ],
  ["mesh.mode", "policy.linkerd.io/v1beta3/Server", "Install Linkerd as docs/mesh.md says."],
  ["mesh.mode", "a cluster without gateway.networking.k8s.io/v1/HTTPRoute", "Install the Gateway API"],
  ["database.backend", "postgresql.cnpg.io/v1/Cluster", "platform: {cloudNativePg: install}"],
  ["registry.access", "cert-manager.io/v1/Certificate", "platform: {certManager: install}"],
  ["tls.issuer", "cert-manager.io/v1/Certificate", "platform: {certManager: install}"],
  ["monitoring.mode", "monitoring.coreos.com/v1/PrometheusRule", "platform: {kubePrometheusStack: install}"],
  ["worker.autoscaling.by", "keda.sh/v1alpha1/ScaledObject", "platform: {keda: install}"],
] as const;

const workspace = new Workspace(lab, "missing", ["config:", ...lines.map((line) => `  ${line}`), ""].join("\n"));
beforeAll(() => workspace.init());
afterAll(() => workspace.dispose());

test.each([
  ["a preview", ["up", "--yes"]],
  ["an update without one", ["up", "--yes", "--skip-preview"]],
])("%s says all that the cluster lacks at once, and nothing is made", async (_, command) => {
  const { code, stdout } = await workspace.attempt(command);
  expect(code).not.toBe(0);
  for (const [path, received, fix] of problems) {
    const block = stdout.split(/\n\s*\n/).find((it) => it.trim().startsWith(`${path}\n`) && it.includes(received));
    expect([path, block]).toEqual([path, expect.stringContaining(fix)]);
  }
  const made = (await workspace.export()).deployment.resources ?? [];
  expect(made.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))).toEqual([]);
  expect(await lab.api.get(`/api/v1/namespaces/${namespace}`)).toBeUndefined();
});
