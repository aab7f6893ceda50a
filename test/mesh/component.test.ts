import * as pulumi from "@pulumi/pulumi";
import { Mesh, type MeshArgs } from "../../components/mesh/index.ts";
import { find, type Registration, record } from "../binding/fixtures.ts";

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

const resources = { cpu: { limit: "1", request: "100m" }, memory: { limit: "250Mi", request: "128Mi" } };
const args: MeshArgs = {
  api: { name: "ds-api", port: 12345 },
  authorizations: [
    {
      callers: [{ kind: "account", name: "ds-api" }],
      labels: { app: "master" },
      port: 5678,
      protocol: "opaque",
      role: "master",
    },
  ],
  instance: "ds",
  monitoring: undefined,
  namespace: "data",
  spec: {
    authorization: "deny",
    cni: { mode: "installed" },
    controlPlaneNamespace: "linkerd",
    gatewayNamespace: undefined,
    meshedNamespaces: [],
    podNetworks: ["10.0.0.0/8"],
    proxy: resources,
  },
};
const monitoring = { labels: {}, scrapeSeconds: 30 };

async function create(more: Partial<MeshArgs> = {}) {
  new Mesh("mesh", { ...args, ...more });
  await pulumi.runtime.disconnect();
}
const names = () => registrations.map(({ name }) => name).filter((name) => name !== "mesh");

test("authorizations and routes are registered, each under its kind and purpose", async () => {
  await create();
  expect(names().sort()).toEqual([
    "mesh-AuthorizationPolicy-master-5678",
    "mesh-HTTPRoute-api-calls",
    "mesh-HTTPRoute-api-reads",
    "mesh-Server-master-5678",
  ]);
  expect(find(registrations, "mesh-Server-master-5678").inputs).toMatchObject({
    apiVersion: "policy.linkerd.io/v1beta3",
    kind: "Server",
    metadata: { name: "ds-master-5678", namespace: "data" },
  });
});

test("the Prometheus Operator reads the proxies where it watches the environment", async () => {
  await create({ monitoring });
  expect(names()).toContain("mesh-PodMonitor-proxies");
});
