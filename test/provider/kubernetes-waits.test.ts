import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { fieldManager } from "../../stacks/check/kubernetes/objects.ts";
import { plain } from "../../stacks/check/kubernetes/wire.ts";
import { InitFailed } from "../lab/provider/protocol.ts";
import { Given } from "./given.ts";

const given = new Given();
const DEPLOYMENT_URN = "urn:pulumi:dev::app::kubernetes:apps/v1:Deployment::web";
const deployment = (annotations: JsonObject = {}): JsonObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "data", annotations },
  spec: { replicas: 1 },
});
const PATH = "/apis/apps/v1/namespaces/data/deployments/web";
const READY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };

test("a Deployment is done when its pods are", async () => {
  const resources = await given.connect();
  const created = resources.create(given.operation({ urn: DEPLOYMENT_URN }), deployment());
  await given.api.watched();
  given.api.put(PATH, { ...deployment(), status: READY });
  expect((await created).state).toMatchObject({ status: { readyReplicas: 1 } });
});

test("a Deployment that does not get ready keeps its state and says what it waited for", async () => {
  const resources = await given.connect();
  const failure = await resources
    .create(given.operation({ urn: DEPLOYMENT_URN, timeout: 0.05 }), deployment())
    .catch((error) => error);
  expect(failure).toBeInstanceOf(InitFailed);
  expect(failure.message).toMatch(/Deployment data\/web was not ready within 0.05 s: waiting for the controller/);
  expect(plain(failure.stored.state)).toMatchObject({
    kind: "Deployment",
    __fieldManager: fieldManager(DEPLOYMENT_URN),
  });
});

test("waiting ends at once when the engine cancels", async () => {
  const resources = await given.connect();
  const cancelled = new AbortController();
  const created = resources.create(given.operation({ urn: DEPLOYMENT_URN, signal: cancelled.signal }), deployment());
  await given.api.watched();
  cancelled.abort(new Error("cancelled"));
  await expect(created).rejects.toThrow(/waiting was cancelled/);
});

test("with skipAwait nothing is waited for", async () => {
  const resources = await given.connect();
  const skipped = deployment({ "pulumi.com/skipAwait": "true" });
  await expect(resources.create(given.operation({ urn: DEPLOYMENT_URN }), skipped)).resolves.toMatchObject({
    id: "data/web",
  });
});
