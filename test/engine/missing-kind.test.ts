import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-certificate";
const lab = testLab();
const workspace = new Workspace(
  lab,
  "certificate",
  [
    "config:",
    "  dolphinpod:class: dev",
    `  dolphinpod:namespace: ${namespace}`,
    "  dolphinpod:ingress: { host: dolphin.example.com }",
    "  dolphinpod:tls: { issuer: { kind: acme-http } }",
    "",
  ].join("\n"),
);

beforeAll(() => workspace.init());
afterAll(() => workspace.dispose());

test("where a certificate needs cert-manager and the cluster has none, the preview says so and nothing is made", async () => {
  const { code, stdout } = await workspace.attempt(["up", "--yes"]);
  expect(code).not.toBe(0);
  expect(stdout).toContain("cert-manager is needed (docs/tls.md, or platform: {certManager: install})");
  expect(stdout).toContain("resource 'certificates.cert-manager.io' does not exist");
  expect(await lab.api.get(`/api/v1/namespaces/${namespace}`)).toBeUndefined();
});
