import { ApiClient } from "../lab/provider/client.ts";
import { Discovery, resourcePath } from "../lab/provider/discovery.ts";
import { ApiError, UnreachableError } from "../lab/provider/errors.ts";
import { readCluster } from "../lab/provider/kubeconfig.ts";
import { FakeApi } from "./fake-api.ts";

const clients: ApiClient[] = [];
const apis: FakeApi[] = [];

function clientOf(server: URL): ApiClient {
  const config = {
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c" } }],
    clusters: [{ name: "c", cluster: { server: server.origin } }],
  };
  const client = new ApiClient(readCluster(JSON.stringify(config), { source: "test", folder: "/" }));
  clients.push(client);
  return client;
}

async function started(): Promise<{ api: FakeApi; client: ApiClient; server: URL }> {
  const api = new FakeApi();
  apis.push(api);
  const server = await api.start();
  return { api, server, client: clientOf(server) };
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const api of apis.splice(0)) await api.stop();
});

test("a server that does not answer is named in the error", async () => {
  const { api, client, server } = await started();
  await api.stop();
  apis.pop();
  const failure = client.request({ method: "GET", path: "/version" });
  await expect(failure).rejects.toThrow(UnreachableError);
  await expect(failure).rejects.toThrow(`cluster unreachable: the API server ${server.origin} does not answer`);
});

test("a request survives a restart of the server, and says once that it waits", async () => {
  const { api, client, server } = await started();
  await api.stop();
  apis.pop();
  let answer: Promise<unknown> | undefined;
  const notices: string[] = [];
  const noticed = new Promise<void>((resolve) => {
    answer = client.request(
      { method: "GET", path: "/version" },
      {
        forMs: 20_000,
        notice: (message) => {
          notices.push(message);
          resolve();
        },
      },
    );
  });
  await noticed;
  const again = new FakeApi();
  apis.push(again);
  await again.start(Number(server.port));
  await expect(answer).resolves.toEqual({ gitVersion: "v1.34.4" });
  expect(notices).toHaveLength(1);
});

test("a refusal is an answer, and is not asked for again", async () => {
  const { api, client } = await started();
  api.rule = () => ({ status: 422, body: { message: "no", reason: "Invalid" } });
  const failure = client.request({ method: "GET", path: "/version" }, { forMs: 20_000, notice: () => {} });
  await expect(failure).rejects.toMatchObject({ status: 422, reason: "Invalid", message: "no" });
  expect(api.requests).toEqual(["GET /version"]);
});

test.each([
  [429, "slow down", true],
  [503, "starting", true],
  [500, "etcdserver: leader changed", true],
  [500, "panic", false],
  [409, "leader-election exists", false],
])("status %d %j passes by itself: %p", (status, message, expected) => {
  expect(new ApiError(status, { message }).transient).toBe(expected);
});

test("discovery reads all kinds in two requests, and again when one is missing", async () => {
  const { api, client } = await started();
  const discovery = new Discovery(client);
  const deployment = await discovery.find("apps/v1", "Deployment");
  expect(deployment && resourcePath(deployment, "data", "web")).toBe("/apis/apps/v1/namespaces/data/deployments/web");
  const namespace = await discovery.find("v1", "Namespace");
  expect(namespace && resourcePath(namespace, "ignored", "data")).toBe("/api/v1/namespaces/data");
  expect(api.requests).toEqual(["GET /api", "GET /apis"]);
  await expect(discovery.find("example.com/v1", "Thing")).resolves.toBeUndefined();
  expect(api.requests).toHaveLength(4);
  await expect(discovery.capabilities()).resolves.toEqual(
    expect.arrayContaining(["v1", "apps/v1", "apps/v1/Deployment"]),
  );
});
