import { parseManifests, readChartInputs } from "../../stacks/check/kubernetes/helm.ts";
import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { registerInOrder } from "../lab/provider/chart.ts";
import type { Child } from "../lab/provider/monitor.ts";

test("documents become objects; empty ones are skipped and lists opened", () => {
  const yaml = `
---
# nothing here
---
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
---
apiVersion: v1
kind: ConfigMapList
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
`;
  expect(parseManifests(yaml).map((manifest) => manifest["metadata"])).toEqual([{ name: "a" }, { name: "b" }]);
});

test("YAML is read as Kubernetes reads it", () => {
  const yaml =
    'apiVersion: v1\nkind: X\nmetadata: {name: a}\nmode: 0644\non: yes\ntime: 10:30\nday: 2024-01-01\nquoted: "yes"\n';
  expect(parseManifests(yaml)[0]).toMatchObject({
    mode: 420,
    true: true,
    time: "10:30",
    day: "2024-01-01",
    quoted: "yes",
  });
});

test("an object without a name is refused", () => {
  expect(() => parseManifests("apiVersion: v1\nkind: Pod\nmetadata: {}\n")).toThrow(
    /needs apiVersion, kind and metadata.name/,
  );
});

test("inputs of a Chart become flags of helm, values do not", () => {
  const inputs = readChartInputs(
    { chart: "demo", version: "1.2.3", repositoryOpts: { repo: "https://r" }, values: { a: "secret" }, skipCrds: true },
    "release",
    "data",
  );
  expect(inputs).toMatchObject({ name: "release", namespace: "data", values: { a: "secret" } });
  expect(inputs.flags).toEqual(["--version", "1.2.3", "--repo", "https://r"]);
});

test.each([
  [{ repositoryOpts: { password: "x" } }, /repositoryOpts.password is not supported/],
  [{ valueYamlFiles: [{ text: "a: 1" }] }, /only file and remote assets/],
])("%j is refused rather than ignored", (inputs, message) => {
  expect(() => readChartInputs({ chart: "demo", ...inputs }, "release", "data")).toThrow(message);
});

const manifest = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: JsonObject = {},
  namespace = "data",
): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace && { namespace }) },
  ...rest,
});

async function registered(objects: JsonObject[], skipAwait = false) {
  const calls: { child: Child; after: string[] }[] = [];
  const references = await registerInOrder(
    objects,
    async (child, after) => {
      calls.push({ child, after });
      return { urn: child.name, id: "id" };
    },
    { prefix: "demo", skipAwait },
  );
  return { calls, references };
}

test("children are called as the official plugin calls them", async () => {
  const { calls, references } = await registered([
    manifest("apps/v1", "StatefulSet", "web"),
    manifest("v1", "Secret", "s"),
    manifest("storage.k8s.io/v1", "StorageClass", "fast", {}, ""),
  ]);
  expect(calls.map(({ child }) => [child.type, child.name])).toEqual([
    ["kubernetes:apps/v1:StatefulSet", "demo:data/web"],
    ["kubernetes:core/v1:Secret", "demo:data/s"],
    ["kubernetes:storage.k8s.io/v1:StorageClass", "demo:fast"],
  ]);
  expect(references.map((reference) => reference["urn"])).toEqual(["demo:data/web", "demo:data/s", "demo:fast"]);
});

test("an object comes after the chart's own Namespace and kind, wherever they stand", async () => {
  const { calls } = await registered([
    manifest("example.com/v1", "Thing", "t"),
    manifest("v1", "Namespace", "data", {}, ""),
    manifest(
      "apiextensions.k8s.io/v1",
      "CustomResourceDefinition",
      "things",
      { spec: { group: "example.com", names: { kind: "Thing" } } },
      "",
    ),
  ]);
  expect(calls.map(({ child }) => child.name)).toEqual(["demo:data", "demo:things", "demo:data/t"]);
  expect(calls[2]?.after).toEqual(["demo:data", "demo:things"]);
});

test("skipAwait reaches every child, and helm's keep policy becomes retainOnDelete", async () => {
  const kept = manifest("v1", "ConfigMap", "a");
  kept["metadata"] = { name: "a", annotations: { "helm.sh/resource-policy": "keep" } };
  const { calls } = await registered([kept], true);
  expect(calls[0]?.child.retainOnDelete).toBe(true);
  expect(calls[0]?.child.inputs).toMatchObject({ metadata: { annotations: { "pulumi.com/skipAwait": "true" } } });
});
