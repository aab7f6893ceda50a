import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-missing";
const lab = testLab();

const needs = [
  {
    what: "a certificate needs cert-manager",
    lines: ["dolphinpod:ingress: { host: dolphin.example.com }", "dolphinpod:tls: { issuer: { kind: acme-http } }"],
    says: "cert-manager is needed (docs/tls.md, or platform: {certManager: install})",
    kind: "certificates.cert-manager.io",
  },
  {
    what: "a database needs CloudNativePG",
    lines: ["dolphinpod:database: { backend: cloudnative-pg }"],
    says: "CloudNativePG is needed (docs/production.md, PostgreSQL in the cluster)",
    kind: "clusters.postgresql.cnpg.io",
  },
  {
    what: "a Secret from outside needs the External Secrets Operator",
    lines: [
      "dolphinpod:database: { backend: existing, secretName: postgres }",
      "dolphinpod:externalSecrets: { store: vault, database: prod/database }",
    ],
    says: "the External Secrets Operator is needed (docs/secrets.md)",
    kind: "externalsecrets.external-secrets.io",
  },
];

test.each(needs)("where $what and the cluster has none, the preview says so and nothing is made", async (need) => {
  const lines = ["dolphinpod:class: dev", `dolphinpod:namespace: ${namespace}`, ...need.lines];
  const workspace = new Workspace(lab, "missing", ["config:", ...lines.map((line) => `  ${line}`), ""].join("\n"));
  try {
    await workspace.init();
    const { code, stdout } = await workspace.attempt(["up", "--yes"]);
    expect(code).not.toBe(0);
    expect(stdout).toContain(need.says);
    expect(stdout).toContain(`resource '${need.kind}' does not exist`);
    expect(await lab.api.get(`/api/v1/namespaces/${namespace}`)).toBeUndefined();
  } finally {
    workspace.dispose();
  }
});
