import type { ApiClient } from "../lab/provider/client.ts";
import type { JsonObject } from "../lab/provider/json.ts";
import { KubernetesResources } from "../lab/provider/kubernetes.ts";
import { fieldManager, kindOf } from "../lab/provider/objects.ts";
import { InitFailed, type Operation } from "../lab/provider/protocol.ts";
import { openSession, readSettings } from "../lab/provider/settings.ts";
import { isSecret, plain, secret, UNKNOWN } from "../lab/provider/wire.ts";
import { FakeApi } from "./fake-api.ts";

const NAMESPACE = "/api/v1/namespaces/data";
const CONFIG_MAP = `${NAMESPACE}/configmaps/a`;
const URN = "urn:pulumi:dev::app::kubernetes:core/v1:ConfigMap::a";

let api: FakeApi;
let client: ApiClient;
let messages: string[];

async function connect(options: Record<string, string> = {}): Promise<KubernetesResources> {
  const kubeconfig = JSON.stringify({
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c", namespace: "data" } }],
    clusters: [{ name: "c", cluster: { server } }],
  });
  const session = await openSession(readSettings({ ...options, kubeconfig }, {}));
  client = session.client;
  return new KubernetesResources(session);
}

function operation(change: Partial<Operation> = {}): Operation {
  const log = { tell: (_severity: string, message: string) => messages.push(message), status: () => {} };
  return { urn: URN, log, signal: new AbortController().signal, preview: false, timeout: 0, ignored: [], ...change };
}

let server: string;
beforeEach(async () => {
  messages = [];
  api = new FakeApi();
  server = (await api.start()).origin;
  api.put(NAMESPACE, { apiVersion: "v1", kind: "Namespace", metadata: { name: "data" } });
});
afterEach(async () => {
  client?.close();
  await api.stop();
});

const inputs = (data: JsonObject = { k: "v" }): JsonObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "data" },
  data,
});

test("a created object is in the cluster, and its field manager is in the state", async () => {
  const resources = await connect();
  const { id, state } = await resources.create(operation(), inputs());
  expect(id).toBe("data/a");
  expect(api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "v" } });
  expect(state).toMatchObject({ __fieldManager: fieldManager(URN), data: { k: "v" } });
});

test("an object that somebody else made is never taken over", async () => {
  const resources = await connect();
  api.put(CONFIG_MAP, { ...inputs({ theirs: "yes" }) });
  await expect(resources.create(operation(), inputs())).rejects.toThrow(/ConfigMap data\/a: it exists already/);
  expect(api.objects.get(CONFIG_MAP)).toMatchObject({ data: { theirs: "yes" } });
});

test("an object left by an interrupted update of the same resource is taken up again", async () => {
  const resources = await connect();
  const first = await resources.create(operation(), inputs());
  const again = await resources.create(operation(), inputs());
  expect(again.id).toBe(first.id);
  expect(messages.join()).toMatch(/left by an interrupted update/);
  await expect(resources.create(operation({ urn: `${URN}-other` }), inputs())).rejects.toThrow(/exists already/);
});

test("with upsertExistingObjects an existing object is changed", async () => {
  const resources = await connect({ upsertExistingObjects: "true" });
  api.put(CONFIG_MAP, inputs({ theirs: "yes" }));
  await resources.create(operation(), inputs());
  expect(api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "v" } });
});

test("an object on its way out is waited for before the new one is made", async () => {
  const resources = await connect();
  const old = api.put(CONFIG_MAP, {
    ...inputs(),
    metadata: { name: "a", namespace: "data", uid: "old", deletionTimestamp: "now" },
  });
  const created = resources.create(operation(), inputs());
  await api.watched();
  expect(api.requests).not.toContain(`PATCH ${CONFIG_MAP}`);
  api.put(CONFIG_MAP, old, "DELETED");
  await expect(created).resolves.toMatchObject({ id: "data/a" });
});

test("a preview asks the server and changes nothing", async () => {
  const resources = await connect();
  const { id, state } = await resources.create(operation({ preview: true }), inputs());
  expect({ id, state }).toMatchObject({ id: "", state: { data: { k: "v" } } });
  expect(api.objects.has(CONFIG_MAP)).toBe(false);
  expect(api.requests).toContain(`PATCH ${CONFIG_MAP} (dry run)`);
});

test("a preview with values that only an update knows, or in a namespace to come, shows the inputs", async () => {
  const resources = await connect();
  const unknown = inputs({ k: UNKNOWN });
  expect((await resources.create(operation({ preview: true }), unknown)).state).toEqual(unknown);
  const elsewhere = { ...inputs(), metadata: { name: "a", namespace: "later" } };
  expect((await resources.create(operation({ preview: true }), elsewhere)).state).toEqual(elsewhere);
  // Asked once for the namespace, never with a value that is not one.
  await resources.create(operation({ preview: true }), elsewhere);
  expect(api.requests.filter((request) => request.startsWith("PATCH"))).toHaveLength(1);
});

test("a preview that makes the namespace does not ask the server about objects in it", async () => {
  const resources = await connect();
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "later" } };
  await resources.create(operation({ preview: true }), namespace);
  const inside = { ...inputs(), metadata: { name: "a", namespace: "later" } };
  expect((await resources.create(operation({ preview: true }), inside)).state).toEqual(inside);
  expect(api.requests.filter((request) => request.includes("configmaps"))).toEqual([]);
});

test("what the server refuses fails the preview already", async () => {
  const resources = await connect();
  api.rule = ({ method }) =>
    method === "PATCH" ? { status: 422, body: { message: "data: Invalid value" } } : undefined;
  await expect(resources.create(operation({ preview: true }), inputs())).rejects.toThrow(
    "ConfigMap data/a: data: Invalid value",
  );
});

test("a Secret is secret in the state, wherever it stands there", async () => {
  const resources = await connect();
  const wanted = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", namespace: "data" },
    stringData: { p: secret("x") },
  };
  const urn = URN.replace("ConfigMap", "Secret");
  const { inputs: checked } = await resources.check(operation({ urn }), {}, wanted, new Uint8Array());
  const { state } = await resources.create(operation({ urn }), checked);
  expect(isSecret(state["stringData"])).toBe(true);
  expect(api.objects.get(`${NAMESPACE}/secrets/s`)).toMatchObject({ stringData: { p: "x" } });
});

test("an update of an object that has vanished makes it anew and says so", async () => {
  const resources = await connect();
  const { state } = await resources.create(operation(), inputs());
  api.objects.delete(CONFIG_MAP);
  await resources.update(operation(), "data/a", { ...state, metadata: { uid: "another" } }, inputs({ k: "w" }));
  expect(api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "w" } });
  expect(messages.join()).toMatch(/created anew/);
});

test("a refresh shows what was changed by hand, and that something is gone", async () => {
  const resources = await connect();
  const { state } = await resources.create(operation(), inputs());
  api.put(CONFIG_MAP, { ...inputs({ k: "hand", other: "ignored" }) });
  const read = await resources.read(operation(), "data/a", state, inputs());
  expect(read?.inputs).toEqual(inputs({ k: "hand" }));
  const diff = await resources.diff(operation(), read?.state ?? {}, read?.inputs ?? {}, inputs());
  expect(diff.differences).toEqual([{ path: ["data", "k"], change: "update" }]);
  api.objects.delete(CONFIG_MAP);
  await expect(resources.read(operation(), "data/a", state, inputs())).resolves.toBeUndefined();
});

test("an import takes the live object as inputs, without what the server added", async () => {
  const resources = await connect();
  api.put(CONFIG_MAP, {
    ...inputs(),
    status: { x: 1 },
    metadata: { name: "a", namespace: "data", generation: 3, creationTimestamp: "t" },
  });
  const read = await resources.read(operation(), "data/a", {}, {});
  expect(read?.inputs).toEqual(inputs());
});

test("deleting what is gone already is fine", async () => {
  const resources = await connect();
  const { state } = await resources.create(operation(), inputs());
  await resources.delete(operation(), "data/a", state);
  expect(api.objects.has(CONFIG_MAP)).toBe(false);
  await expect(resources.delete(operation(), "data/a", state)).resolves.toBeUndefined();
});

test("a ConfigMap with a name of its own is deleted before its replacement; one with a made-up name is not", async () => {
  const resources = await connect();
  const created = await resources.create(operation(), inputs());
  const named = await resources.diff(operation(), created.state, inputs(), inputs({ k: "w" }));
  expect(named).toMatchObject({ deleteBeforeReplace: true, replaces: [{ path: ["data", "k"] }] });

  const unnamed: JsonObject = { data: { k: "v" } };
  const { inputs: first } = await resources.check(operation(), {}, unnamed, new Uint8Array([1]));
  const { inputs: second } = await resources.check(operation(), first, { data: { k: "w" } }, new Uint8Array([2]));
  const auto = await resources.create(operation(), first);
  expect(await resources.diff(operation(), auto.state, first, second)).toMatchObject({ deleteBeforeReplace: false });
  expect(second["metadata"]).toEqual(first["metadata"]);
});

test("checks fill in kind, namespace and name, and refuse what does not fit the type", async () => {
  const resources = await connect();
  const { inputs: checked } = await resources.check(operation(), {}, { data: {} }, new Uint8Array([1]));
  expect(checked).toMatchObject({ apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "data" } });
  expect(checked["metadata"]).toMatchObject({ name: expect.stringMatching(/^a-[0-9a-f]{8}$/) });
  const { failures } = await resources.check(
    operation(),
    {},
    { kind: "Secret", metadata: { name: "" } },
    new Uint8Array(),
  );
  expect(failures.map(({ property }) => property)).toEqual(["kind", "metadata.name"]);
});

test("a Patch sets fields of somebody else's object, and leaves the object when it goes", async () => {
  const resources = await connect();
  const patch = operation({ urn: URN.replace("ConfigMap", "ConfigMapPatch") });
  api.put(CONFIG_MAP, inputs({ theirs: "yes" }));
  const { id, state } = await resources.create(patch, inputs());
  expect(api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "v" } });
  await resources.delete(patch, id, state);
  expect(api.objects.has(CONFIG_MAP)).toBe(true);
});

test.each([
  ["kubernetes:core/v1:ServiceAccountPatch", "v1", "ServiceAccount"],
  ["kubernetes:networking.k8s.io/v1:IngressPatch", "networking.k8s.io/v1", "Ingress"],
  ["kubernetes:example.com/v1:RoutePatch", "example.com/v1", "RoutePatch"],
  ["kubernetes:apps/v1:StatefulSet", "apps/v1", "StatefulSet"],
])("%s is about %s %s", (type, apiVersion, kind) => {
  expect(kindOf(type)).toEqual({ apiVersion, kind });
});

test("a Patch of a custom kind is known by the kind of its inputs", () => {
  expect(kindOf("kubernetes:example.com/v1:RoutePatch", "Route")).toEqual({
    apiVersion: "example.com/v1",
    kind: "Route",
  });
});

test.each(["helm.sh/v3:Release", "yaml/v2:ConfigGroup", "core/v1:ConfigMapList"])(
  "%s is refused by name",
  async (type) => {
    const resources = await connect();
    const urn = `urn:pulumi:dev::app::kubernetes:${type}::x`;
    const { failures } = await resources.check(operation({ urn }), {}, {}, new Uint8Array());
    expect(failures.map(({ reason }) => reason).join()).toContain(
      `kubernetes:${type} is not supported by the lab's stand-in`,
    );
  },
);

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
  const resources = await connect();
  const created = resources.create(operation({ urn: DEPLOYMENT_URN }), deployment());
  await api.watched();
  api.put(PATH, { ...deployment(), status: READY });
  expect((await created).state).toMatchObject({ status: { readyReplicas: 1 } });
});

test("a Deployment that does not get ready keeps its state and says what it waited for", async () => {
  const resources = await connect();
  const failure = await resources
    .create(operation({ urn: DEPLOYMENT_URN, timeout: 0.05 }), deployment())
    .catch((error) => error);
  expect(failure).toBeInstanceOf(InitFailed);
  expect(failure.message).toMatch(/Deployment data\/web was not ready within 0.05 s: waiting for the controller/);
  expect(plain(failure.stored.state)).toMatchObject({
    kind: "Deployment",
    __fieldManager: fieldManager(DEPLOYMENT_URN),
  });
});

test("waiting ends at once when the engine cancels", async () => {
  const resources = await connect();
  const cancelled = new AbortController();
  const created = resources.create(operation({ urn: DEPLOYMENT_URN, signal: cancelled.signal }), deployment());
  await api.watched();
  cancelled.abort(new Error("cancelled"));
  await expect(created).rejects.toThrow(/waiting was cancelled/);
});

test("with skipAwait nothing is waited for", async () => {
  const resources = await connect();
  const skipped = deployment({ "pulumi.com/skipAwait": "true" });
  await expect(resources.create(operation({ urn: DEPLOYMENT_URN }), skipped)).resolves.toMatchObject({
    id: "data/web",
  });
});

test("a server that is away for a moment only delays an update", async () => {
  const resources = await connect();
  let away = 3;
  api.rule = ({ method }) =>
    method === "PATCH" && away-- > 0 ? { status: 503, body: { message: "starting" } } : undefined;
  await expect(resources.create(operation(), inputs())).resolves.toMatchObject({ id: "data/a" });
  expect(messages).toEqual([expect.stringMatching(/starting; trying again for up to 30 s/)]);
});

test("options that would be ignored are refused", () => {
  expect(() => readSettings({ renderYamlToDirectory: "out" }, {})).toThrow(/no renderYamlToDirectory/);
  expect(() => readSettings({ enableServerSideApply: "false" }, {})).toThrow(/server-side apply only/);
});
