import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import google from "google-protobuf/google/protobuf/empty_pb.js";
import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { fromStruct, toStruct } from "../lab/provider/rpc.ts";
import { serve } from "../lab/provider/server.ts";
import { FakeApi } from "./fake-api.ts";

const URN = "urn:pulumi:dev::app::kubernetes:apps/v1:Deployment::web";
const PROVIDER_URN = "urn:pulumi:dev::app::pulumi:providers:kubernetes::default";
const DEPLOYMENT: JsonObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "data" },
  spec: { replicas: 1 },
};

type Method<Request, Response> = (
  request: Request,
  callback: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

let api: FakeApi;
let server: grpc.Server;
let address: string;
const clients: ResourceProviderClient[] = [];

/** A connection of its own, as the engine opens one for each provider. */
function connect(): ResourceProviderClient {
  const options = { "grpc.use_local_subchannel_pool": 1 };
  const client = new ResourceProviderClient(address, grpc.credentials.createInsecure(), options);
  clients.push(client);
  return client;
}

function ask<Request, Response>(
  client: ResourceProviderClient,
  method: Method<Request, Response>,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    method.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

async function configured(options: Record<string, string> = {}): Promise<ResourceProviderClient> {
  const client = connect();
  const request = new provider.ConfigureRequest().setUrn(PROVIDER_URN);
  const kubeconfig = JSON.stringify({
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c" } }],
    clusters: [{ name: "c", cluster: { server: options["server"] ?? origin } }],
  });
  for (const [name, value] of Object.entries({ ...options, kubeconfig })) {
    request.getVariablesMap().set(`kubernetes:config:${name}`, value);
  }
  await ask(client, client.configure as Method<typeof request, unknown>, request);
  return client;
}

function create(client: ResourceProviderClient, timeout = 0) {
  const request = new provider.CreateRequest().setUrn(URN).setProperties(toStruct(DEPLOYMENT)).setTimeout(timeout);
  return ask(client, client.create as Method<typeof request, InstanceType<typeof provider.CreateResponse>>, request);
}

let origin: string;
beforeEach(async () => {
  api = new FakeApi();
  origin = (await api.start()).origin;
  api.put("/api/v1/namespaces/data", { apiVersion: "v1", kind: "Namespace", metadata: { name: "data" } });
  server = new grpc.Server();
  serve(server, { kubernetes: "4.32.0" });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  address = `127.0.0.1:${port}`;
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  server.forceShutdown();
  await api.stop();
});

test("each connection keeps the provider that was configured over it", async () => {
  const [first, second] = [await configured({ namespace: "one" }), await configured({ namespace: "two" })];
  const check = async (client: ResourceProviderClient) => {
    const request = new provider.CheckRequest()
      .setUrn(URN)
      .setOlds(toStruct({}))
      .setNews(toStruct({ metadata: { name: "web" } }));
    const method = client.check as Method<typeof request, InstanceType<typeof provider.CheckResponse>>;
    return fromStruct((await ask(client, method, request)).getInputs())["metadata"];
  };
  expect(await check(first)).toEqual({ name: "web", namespace: "one" });
  expect(await check(second)).toEqual({ name: "web", namespace: "two" });
});

test("giving up one provider leaves the work of the others alone", async () => {
  const [first, second] = [await configured(), await configured()];
  const created = create(first);
  await api.watched();
  await ask(second, second.cancel as Method<google.Empty, google.Empty>, new google.Empty());
  const status = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };
  api.put("/apis/apps/v1/namespaces/data/deployments/web", { ...DEPLOYMENT, status });
  expect((await created).getId()).toBe("data/web");
});

test("giving up a provider ends its waiting", async () => {
  const client = await configured();
  const created = create(client);
  await api.watched();
  await ask(client, client.cancel as Method<google.Empty, google.Empty>, new google.Empty());
  await expect(created).rejects.toThrow(/waiting was cancelled/);
});

test("a resource that exists but is not ready hands its state to the engine with the error", async () => {
  const failure: grpc.ServiceError = await create(await configured(), 0.05).then(
    () => Promise.reject(new Error("it became ready")),
    (error) => error,
  );
  const details = failure.metadata.get("grpc-status-details-bin").map((value) => value.toString());
  expect(failure.details).toMatch(/not ready within 0.05 s/);
  expect(details.join()).toContain("pulumirpc.ErrorResourceInitFailed");
  expect(details.join()).toContain("data/web");
});

test("a cluster elsewhere is refused when the provider is configured", async () => {
  await expect(configured({ server: "https://prod.example.com" })).rejects.toThrow(/is not on this machine/);
});

test("a component that is not a chart is refused by name", async () => {
  const client = await configured();
  const request = new provider.ConstructRequest().setType("kubernetes:yaml/v2:ConfigGroup").setName("x");
  await expect(ask(client, client.construct as Method<typeof request, unknown>, request)).rejects.toThrow(
    /kubernetes:yaml\/v2:ConfigGroup is not supported/,
  );
});
