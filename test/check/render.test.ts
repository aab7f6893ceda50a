import { harden } from "../../components/scheduler/index.ts";
import { type RenderedObject, renderEnvironment } from "../../stacks/check/index.ts";
import { manifests } from "../../stacks/check/manifests.ts";
import type { ChartChild } from "../../stacks/check/monitor.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { schedulerSpec } from "../../stacks/environment.ts";
import { dev, prod } from "../config/base.ts";
import { workload } from "../scheduler/rendered.ts";

const input = { ...dev, name: "dolphin" };
const child: ChartChild = {
  type: "kubernetes:apps/v1:StatefulSet",
  name: "dolphin:dolphin/dolphin-worker",
  inputs: workload("worker"),
};
const options = { chart: "chart", renderChart: async () => [child] };

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

let objects: RenderedObject[] = [];

type Fields = Readonly<Record<string, unknown>>;
const at = (object: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Fields)[key] : undefined),
    object,
  );
const nameOf = (inputs: unknown) => at(inputs, "metadata", "name");
const podIn = (inputs: unknown) => {
  const pod = at(inputs, "spec", "template", "spec");
  return pod === undefined ? [] : [pod as Fields];
};

beforeAll(async () => {
  objects = await renderEnvironment(input, options);
});

test("an object of the chart goes through the transforms of the program itself", () => {
  const bindings = {
    database: { type: "postgresql", secretName: "dolphin-database", parameters: { sslmode: "disable" } },
    objectStore: { type: "s3", secretName: "dolphin-object-store" },
    registry: { type: "zookeeper", secretName: "dolphin-registry" },
  } as const;
  const hardened = harden(child.inputs, schedulerSpec(resolveOrThrow(input).spec, bindings));

  expect(objects.find(({ name }) => name === child.name)).toMatchObject({
    component: "scheduler:Scheduler",
    inputs: hardened,
  });
  expect(hardened).not.toEqual(child.inputs);
});

test("the chart is rendered from what the program gives it", async () => {
  const renderChart = jest.fn(async () => []);
  await renderEnvironment(input, { chart: "folder/chart.tgz", renderChart });
  expect(renderChart.mock.calls).toEqual([
    ["dolphin", expect.objectContaining({ chart: "folder/chart.tgz", name: "dolphin", namespace: "dolphin" })],
  ]);
});

test("every object names the component that registered it", () => {
  expect(objects.length).toBeGreaterThan(20);
  expect(objects.filter(({ component }) => component === "")).toEqual([]);
  expect(objects.map(({ component }) => component.split(":")[0])).toEqual(
    expect.arrayContaining(["database", "isolation", "object-store", "registry", "scheduler"]),
  );
});

test("no password is in what is rendered, and the keys of a Secret still are", () => {
  expect(JSON.stringify(objects)).not.toMatch(/dolphin-database-password-|4dabf18193072939515e22adb298388d/);
  expect(objects.find(({ name }) => name === "dolphin-database-binding")?.inputs).toMatchObject({
    data: { host: "[secret]", password: "[secret]" },
    kind: "Secret",
    metadata: { name: "dolphin-database" },
  });
});

test("two checks in one process render the same, in the same order", async () => {
  await renderEnvironment(prod, options);
  expect(await renderEnvironment(input, options)).toEqual(objects);
});

test("with pull secrets every pod has them, by itself or by its account", async () => {
  const image = { pullSecrets: ["login"] };
  const rendered = await renderEnvironment({ ...input, image }, options);
  const accounts = rendered.filter(({ type }) => type === "kubernetes:core/v1:ServiceAccount");
  const withSecrets = accounts.filter(({ inputs }) => inputs["imagePullSecrets"]).map(({ inputs }) => nameOf(inputs));
  const pods = rendered.flatMap(({ inputs }) => podIn(inputs));
  expect(pods.length).toBeGreaterThan(5);
  for (const pod of pods) {
    const own =
      pod["imagePullSecrets"] ?? (withSecrets.includes(String(pod["serviceAccountName"])) && [{ name: "login" }]);
    expect(own).toEqual([{ name: "login" }]);
  }
});

test("what a destroy keeps is marked", () => {
  const kept = objects.filter(({ retainOnDelete }) => retainOnDelete);
  expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(["dolphin-database-binding"]));
});

test("a wrong configuration is refused with all its problems", async () => {
  const wrong = { ...dev, name: "Dolphin", timezone: "Mars" };
  await expect(renderEnvironment(wrong, options)).rejects.toThrow(/2 problems[\s\S]*name[\s\S]*timezone/);
});

test("a chart that cannot be rendered fails the check with its reason", async () => {
  const renderChart = () => Promise.reject(new Error("helm template failed: no such value"));
  await expect(renderEnvironment(input, { chart: "chart", renderChart })).rejects.toThrow(
    "helm template failed: no such value",
  );
});

test("manifests are one file an object, named by namespace, kind and name, with sorted keys", () => {
  const files = manifests(objects);
  expect(Object.keys(files)).toEqual(Object.keys(files).toSorted());
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([
      "dolphin_secret_dolphin-database.yaml",
      "namespace_dolphin.yaml",
      "statefulset_dolphin-worker.yaml",
    ]),
  );
  expect(files["namespace_dolphin.yaml"]).toMatch(/^apiVersion: v1\nkind: Namespace\nmetadata:\n/);
  expect(Object.keys(files).filter((name) => name.includes("random"))).toEqual([]);
});
