import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { fieldManager, kindOf } from "../../stacks/check/kubernetes/objects.ts";
import { isSecret, secret, UNKNOWN } from "../../stacks/check/kubernetes/wire.ts";
import { readSettings } from "../lab/provider/settings.ts";
import { Given, NAMESPACE, URN } from "./given.ts";

const given = new Given();
const CONFIG_MAP = `${NAMESPACE}/configmaps/a`;

const inputs = (data: JsonObject = { k: "v" }): JsonObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "data" },
  data,
});

test("a created object is in the cluster, and its field manager is in the state", async () => {
  const resources = await given.connect();
  const { id, state } = await resources.create(given.operation(), inputs());
  expect(id).toBe("data/a");
  expect(given.api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "v" } });
  expect(state).toMatchObject({ __fieldManager: fieldManager(URN), data: { k: "v" } });
});

test("an object that somebody else made is never taken over", async () => {
  const resources = await given.connect();
  given.api.put(CONFIG_MAP, { ...inputs({ theirs: "yes" }) });
  await expect(resources.create(given.operation(), inputs())).rejects.toThrow(/ConfigMap data\/a: it exists already/);
  expect(given.api.objects.get(CONFIG_MAP)).toMatchObject({ data: { theirs: "yes" } });
});

test("an object left by an interrupted update of the same resource is taken up again", async () => {
  const resources = await given.connect();
  const first = await resources.create(given.operation(), inputs());
  const again = await resources.create(given.operation(), inputs());
  expect(again.id).toBe(first.id);
  expect(given.messages.join()).toMatch(/left by an interrupted update/);
  await expect(resources.create(given.operation({ urn: `${URN}-other` }), inputs())).rejects.toThrow(/exists already/);
});

test("with upsertExistingObjects an existing object is changed", async () => {
  const resources = await given.connect({ upsertExistingObjects: "true" });
  given.api.put(CONFIG_MAP, inputs({ theirs: "yes" }));
  await resources.create(given.operation(), inputs());
  expect(given.api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "v" } });
});

test("an object on its way out is waited for before the new one is made", async () => {
  const resources = await given.connect();
  const old = given.api.put(CONFIG_MAP, {
    ...inputs(),
    metadata: { name: "a", namespace: "data", uid: "old", deletionTimestamp: "now" },
  });
  const created = resources.create(given.operation(), inputs());
  await given.api.watched();
  expect(given.api.requests).not.toContain(`PATCH ${CONFIG_MAP}`);
  given.api.put(CONFIG_MAP, old, "DELETED");
  await expect(created).resolves.toMatchObject({ id: "data/a" });
});

test("a preview asks the server and changes nothing", async () => {
  const resources = await given.connect();
  const { id, state } = await resources.create(given.operation({ preview: true }), inputs());
  expect({ id, state }).toMatchObject({ id: "", state: { data: { k: "v" } } });
  expect(given.api.objects.has(CONFIG_MAP)).toBe(false);
  expect(given.api.requests).toContain(`PATCH ${CONFIG_MAP} (dry run)`);
});

test("a preview with values that only an update knows, or in a namespace to come, shows the inputs", async () => {
  const resources = await given.connect();
  const unknown = inputs({ k: UNKNOWN });
  expect((await resources.create(given.operation({ preview: true }), unknown)).state).toEqual(unknown);
  const elsewhere = { ...inputs(), metadata: { name: "a", namespace: "later" } };
  expect((await resources.create(given.operation({ preview: true }), elsewhere)).state).toEqual(elsewhere);
  // Asked once for the namespace, never with a value that is not one.
  await resources.create(given.operation({ preview: true }), elsewhere);
  expect(given.api.requests.filter((request) => request.startsWith("PATCH"))).toHaveLength(1);
});

test("a preview that makes the namespace does not ask the server about objects in it", async () => {
  const resources = await given.connect();
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "later" } };
  await resources.create(given.operation({ preview: true }), namespace);
  const inside = { ...inputs(), metadata: { name: "a", namespace: "later" } };
  expect((await resources.create(given.operation({ preview: true }), inside)).state).toEqual(inside);
  expect(given.api.requests.filter((request) => request.includes("configmaps"))).toEqual([]);
});

test("what the server refuses fails the preview already", async () => {
  const resources = await given.connect();
  given.api.rule = ({ method }) =>
    method === "PATCH" ? { status: 422, body: { message: "data: Invalid value" } } : undefined;
  await expect(resources.create(given.operation({ preview: true }), inputs())).rejects.toThrow(
    "ConfigMap data/a: data: Invalid value",
  );
});

test("a Secret is secret in the state, wherever it stands there", async () => {
  const resources = await given.connect();
  const wanted = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", namespace: "data" },
    stringData: { p: secret("x") },
  };
  const urn = URN.replace("ConfigMap", "Secret");
  const { inputs: checked } = await resources.check(given.operation({ urn }), {}, wanted, new Uint8Array());
  const { state } = await resources.create(given.operation({ urn }), checked);
  expect(isSecret(state["stringData"])).toBe(true);
  expect(given.api.objects.get(`${NAMESPACE}/secrets/s`)).toMatchObject({ stringData: { p: "x" } });
});

test("an update of an object that has vanished makes it anew and says so", async () => {
  const resources = await given.connect();
  const { state } = await resources.create(given.operation(), inputs());
  given.api.objects.delete(CONFIG_MAP);
  await resources.update(given.operation(), "data/a", { ...state, metadata: { uid: "another" } }, inputs({ k: "w" }));
  expect(given.api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "w" } });
  expect(given.messages.join()).toMatch(/created anew/);
});

test("a refresh shows what was changed by hand, and that something is gone", async () => {
  const resources = await given.connect();
  const { state } = await resources.create(given.operation(), inputs());
  given.api.put(CONFIG_MAP, { ...inputs({ k: "hand", other: "ignored" }) });
  const read = await resources.read(given.operation(), "data/a", state, inputs());
  expect(read?.inputs).toEqual(inputs({ k: "hand" }));
  const diff = await resources.diff(given.operation(), read?.state ?? {}, read?.inputs ?? {}, inputs());
  expect(diff.differences).toEqual([{ path: ["data", "k"], change: "update" }]);
  given.api.objects.delete(CONFIG_MAP);
  await expect(resources.read(given.operation(), "data/a", state, inputs())).resolves.toBeUndefined();
});

test("an import takes the live object as inputs, without what the server added", async () => {
  const resources = await given.connect();
  given.api.put(CONFIG_MAP, {
    ...inputs(),
    status: { x: 1 },
    metadata: { name: "a", namespace: "data", generation: 3, creationTimestamp: "t" },
  });
  const read = await resources.read(given.operation(), "data/a", {}, {});
  expect(read?.inputs).toEqual(inputs());
});

test("deleting what is gone already is fine", async () => {
  const resources = await given.connect();
  const { state } = await resources.create(given.operation(), inputs());
  await resources.delete(given.operation(), "data/a", state);
  expect(given.api.objects.has(CONFIG_MAP)).toBe(false);
  await expect(resources.delete(given.operation(), "data/a", state)).resolves.toBeUndefined();
});

test("a ConfigMap with a name of its own is deleted before its replacement; one with a made-up name is not", async () => {
  const resources = await given.connect();
  const created = await resources.create(given.operation(), inputs());
  const named = await resources.diff(given.operation(), created.state, inputs(), inputs({ k: "w" }));
  expect(named).toMatchObject({ deleteBeforeReplace: true, replaces: [{ path: ["data", "k"] }] });

  const unnamed: JsonObject = { data: { k: "v" } };
  const { inputs: first } = await resources.check(given.operation(), {}, unnamed, new Uint8Array([1]));
  const { inputs: second } = await resources.check(given.operation(), first, { data: { k: "w" } }, new Uint8Array([2]));
  const auto = await resources.create(given.operation(), first);
  expect(await resources.diff(given.operation(), auto.state, first, second)).toMatchObject({
    deleteBeforeReplace: false,
  });
  expect(second["metadata"]).toEqual(first["metadata"]);
});

test("checks fill in kind, namespace and name, and refuse what does not fit the type", async () => {
  const resources = await given.connect();
  const { inputs: checked } = await resources.check(given.operation(), {}, { data: {} }, new Uint8Array([1]));
  expect(checked).toMatchObject({ apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "data" } });
  expect(checked["metadata"]).toMatchObject({ name: expect.stringMatching(/^a-[0-9a-f]{8}$/) });
  const { failures } = await resources.check(
    given.operation(),
    {},
    { kind: "Secret", metadata: { name: "" } },
    new Uint8Array(),
  );
  expect(failures.map(({ property }) => property)).toEqual(["kind", "metadata.name"]);
});

test("a Patch sets fields of somebody else's object, and leaves the object when it goes", async () => {
  const resources = await given.connect();
  const patch = given.operation({ urn: URN.replace("ConfigMap", "ConfigMapPatch") });
  given.api.put(CONFIG_MAP, inputs({ theirs: "yes" }));
  const { id, state } = await resources.create(patch, inputs());
  expect(given.api.objects.get(CONFIG_MAP)).toMatchObject({ data: { k: "v" } });
  await resources.delete(patch, id, state);
  expect(given.api.objects.has(CONFIG_MAP)).toBe(true);
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
    const resources = await given.connect();
    const urn = `urn:pulumi:dev::app::kubernetes:${type}::x`;
    const { failures } = await resources.check(given.operation({ urn }), {}, {}, new Uint8Array());
    expect(failures.map(({ reason }) => reason).join()).toContain(
      `kubernetes:${type} is not supported by the lab's stand-in`,
    );
  },
);

test("a server that is away for a moment only delays an update", async () => {
  const resources = await given.connect();
  let away = 3;
  given.api.rule = ({ method }) =>
    method === "PATCH" && away-- > 0 ? { status: 503, body: { message: "starting" } } : undefined;
  await expect(resources.create(given.operation(), inputs())).resolves.toMatchObject({ id: "data/a" });
  expect(given.messages).toEqual([expect.stringMatching(/starting; trying again for up to 30 s/)]);
});

test("options that would be ignored are refused", () => {
  expect(() => readSettings({ renderYamlToDirectory: "out" }, {})).toThrow(/no renderYamlToDirectory/);
  expect(() => readSettings({ enableServerSideApply: "false" }, {})).toThrow(/server-side apply only/);
});
