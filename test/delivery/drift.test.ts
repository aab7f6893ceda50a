import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drift } from "../../cli/commands/drift.ts";
import { driftReport, placeOf } from "../../delivery/drift.ts";
import { managersOf } from "../../delivery/managers.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import type { Run } from "../../delivery/run.ts";
import { preview, step, thousand } from "./previews.ts";

const api = (replicas: number, component = "scheduler") => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "api",
  component,
  inputs: { metadata: { name: "api", namespace: "data" }, spec: { replicas } },
});
const refreshed = {
  ...preview(step("update", api(5), api(3).inputs), step("delete", { ...api(1), name: "gone" })),
  duration: 1,
};
const entry = (manager: string, day: number, fieldsV1: object, more: object = {}) => ({
  manager,
  operation: "Update",
  time: `2026-01-0${day}T00:00:00Z`,
  fieldsV1,
  ...more,
});
const replicas = { "f:spec": { "f:replicas": {} } };
const status = { "f:status": { ".": {}, "f:readyReplicas": {} } };
const note = (name: string) => ({ "f:metadata": { "f:annotations": { ".": {}, [`f:${name}`]: {} } } });
const managed = {
  metadata: {
    managedFields: [
      entry("pulumi-kubernetes-1", 9, replicas, { operation: "Apply" }),
      entry("edit@hand", 1, replicas),
      entry("kube-controller-manager", 8, status, { subresource: "status" }),
      entry("annotator", 7, note("example.com/a")),
    ],
  },
  spec: { replicas: 5 },
};

test("an issue tells what differs, what is gone, and who changed which field, Pulumi itself aside", () => {
  const read = readPreview(refreshed, "refresh.json");
  const urn = read.changes[0]?.urn ?? "";
  const text = driftReport(read, new Map([[urn, managersOf(managed, ["spec.replicas"])]]));
  expect(text.split("\n")[0]).toBe("<!-- dolphinpod:drift:prod -->");
  expect(text).toContain("2 resources of <code>prod</code> are not as the last update left them.");
  expect(text).toContain("- spec.replicas: 3\n+ spec.replicas: 5");
  expect(text).toMatch(/Last changed by <code>edit&#64;hand<\/code> \(Update, .*\): <code>spec.replicas<\/code>\.\n/);
  expect(text).toMatch(/<code>Deployment data\/api<\/code>\*\* is gone/);
  expect(text).not.toMatch(/pulumi-kubernetes|controller|annotator/);
});

const container = (image: object) => ({ "f:spec": { "f:containers": { 'k:{"name":"api"}': { ".": {}, ...image } } } });
const port = { "f:ports": { 'k:{"containerPort":80,"protocol":"TCP"}': { "f:hostPort": {} } } };

test.each([
  ["a field", replicas, "spec.replicas", ["spec.replicas"]],
  ["another field", replicas, "spec.paused", []],
  ["one whose name begins alike", replicas, "spec.replicasMost", []],
  ["a name with points", note("example.com/a"), "metadata.annotations.example.com/a", "the path"],
  ["an item by its name", container({ "f:image": {} }), "spec.containers[api].image", "the path"],
  ["a field of another item", container({ "f:image": {} }), "spec.containers[sidecar].image", []],
  ["an item without a name", container(port), "spec.containers[api].ports[1].hostPort", "the path"],
  ["a value of a set", { "f:metadata": { "f:finalizers": { 'v:"b"': {} } } }, "metadata.finalizers[1]", "the path"],
  ["an item by its place", { "f:metadata": { "f:finalizers": { "i:0": {} } } }, "metadata.finalizers[0]", "the path"],
  ["the whole of what it owns a part of", container({ "f:image": {} }), "spec.containers", "the path"],
  ["a part of what it owns whole", { "f:spec": { "f:selector": {} } }, "spec.selector.app", "the path"],
])("a manager owns %s, or not", (_, fields, path, expected) => {
  const ports = [
    { containerPort: 81, protocol: "TCP" },
    { containerPort: 80, protocol: "TCP" },
  ];
  const spec = { containers: [{ name: "sidecar" }, { name: "api", ports }] };
  const object = { metadata: { finalizers: ["a", "b"], managedFields: [entry("x", 1, fields)] }, spec };
  expect(managersOf(object, [path])[0]?.fields).toEqual(expected === "the path" ? [path] : expected);
});

test("where nobody owns what differs, all others are named, but for those that write the status", () => {
  expect(managersOf(managed, ["spec.paused"]).map(({ name }) => name)).toEqual(["annotator", "edit@hand"]);
  expect(managersOf({}, ["spec.paused"])).toEqual([]);
});

test("a thousand drifted resources fit into one issue, which counts the rest", () => {
  const text = driftReport(readPreview(thousand, "refresh.json"), new Map());
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toMatch(/\d+ more resources had no room here/);
});

test.each([
  ["kubernetes:apps/v1:Deployment", "Deployment.v1.apps"],
  ["kubernetes:core/v1:SecretPatch", "Secret"],
  ["kubernetes:networking.k8s.io/v1:NetworkPolicy", "NetworkPolicy.v1.networking.k8s.io"],
  ["aws:rds/instance:Instance", undefined],
])("%s is asked for as %s", (type, kind) => {
  const [change] = readPreview(preview(step("update", { ...api(1), type }, api(2).inputs)), "x").changes;
  expect(change && placeOf(change)?.kind).toBe(kind);
});

describe("the command", () => {
  const answering = (code: number, document: object): { run: Run; asked: string[] } => {
    const asked: string[] = [];
    const run: Run = async (command, args) => {
      asked.push([command, ...args].join(" "));
      return command === "pulumi"
        ? { code, stdout: JSON.stringify(document) }
        : { code: 0, stdout: JSON.stringify(managed) };
    };
    return { run, asked };
  };

  test("ends with 2 and the issue where something differs", async () => {
    const { asked, run } = answering(7, refreshed);
    expect(await drift({ stack: "prod", context: "eu" }, ".", run)).toMatchObject({ exitCode: 2 });
    expect(asked).toEqual([
      expect.stringContaining("refresh --stack prod --preview-only --expect-no-changes"),
      "kubectl get Deployment.v1.apps api --context eu --namespace data --show-managed-fields --output json",
    ]);
  });

  test("asks the cluster of the stack file, where no context is given", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dolphinpod-drift-"));
    const file = "config: { dolphinpod:class: dev, dolphinpod:cluster: { context: of-the-file } }";
    writeFileSync(join(folder, "Pulumi.prod.yaml"), file);
    const { asked, run } = answering(7, refreshed);
    expect(await drift({ stack: "prod" }, folder, run)).toMatchObject({ exitCode: 2 });
    expect(asked[1]).toContain("--context of-the-file");
    rmSync(folder, { recursive: true });
  });

  test("ends with 0 where nothing does, and with 1 where it cannot be told", async () => {
    expect(await drift({ stack: "prod" }, ".", answering(0, { duration: 1 }).run)).toMatchObject({ exitCode: 0 });
    const failed = { duration: 1, diagnostics: [{ severity: "error", message: "no cluster" }] };
    expect(await drift({ stack: "prod" }, ".", answering(1, failed).run)).toMatchObject({
      exitCode: 1,
      errors: "no cluster",
    });
  });
});
