import { execFile, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { text } from "node:stream/consumers";
import { type MeshPlan, meshed } from "../../components/mesh/annotate.ts";
import { harden, type KubernetesObject } from "../../components/scheduler/index.ts";
import { instructedValues, instructionsKey } from "../../components/scheduler/release/instructions.ts";
import { formatManifests, parseManifests } from "../../components/scheduler/release/manifests.ts";
import { postRendered } from "../../components/scheduler/release/post-render.ts";
import { postRender, postRendererPath } from "../../components/scheduler/release/post-renderer.ts";
import { typeOf } from "../../components/scheduler/release/rules.ts";
import type { Adapt } from "../../components/scheduler/release/types.ts";
import type { SchedulerSpec } from "../../components/scheduler/types.ts";
import { everything } from "./rendered.ts";
import { jdbcSpec, osUsersSpec, spec } from "./spec.ts";

const nothing: Adapt = (_, object) => object;
const plan: MeshPlan = {
  exported: "api",
  members: [
    {
      role: "worker",
      labels: { "app.kubernetes.io/component": "worker" },
      opaquePorts: [1234],
      skippedPorts: [443],
    },
  ],
  proxy: { cpu: { limit: "1", request: "100m" }, memory: { limit: "250Mi", request: "128Mi" } },
};
const withMesh: Adapt = (type, object) => meshed(type, object, plan);

/** What the chart renders of a release's values: it puts them into its common ConfigMap as they are. */
function rendered(of: SchedulerSpec, mesh?: MeshPlan, adapt = nothing): readonly KubernetesObject[] {
  const data = instructedValues(of, mesh, adapt).common.configmap;
  return everything.map((object) => (isCommon(object) ? { ...object, data } : object));
}

const isCommon = ({ kind, metadata }: KubernetesObject) =>
  kind === "ConfigMap" &&
  JSON.stringify(metadata).includes('dolphin-common"}') &&
  !JSON.stringify(metadata).includes("configs");

/** The same without a trace of the post-renderer. */
const expected = (of: SchedulerSpec, adapt = nothing) =>
  rendered(of).map((object) => {
    const { [instructionsKey]: _, ...data } = (object["data"] ?? {}) as Record<string, unknown>;
    return adapt(typeOf(object), harden(isCommon(object) ? { ...object, data } : object, of));
  });

const plain = (objects: readonly unknown[]): unknown => JSON.parse(JSON.stringify(objects));

test.each([
  ["an ordinary cluster", spec],
  ["a jdbc registry", jdbcSpec],
  ["tenants of the operating system", osUsersSpec],
] as const)("objects of %s are those that the other delivery registers", async (_, of) => {
  expect(plain(await postRendered(rendered(of)))).toEqual(plain(expected(of)));
});

test("with a mesh they have their proxies too", async () => {
  const objects = await postRendered(rendered(spec, plan, withMesh));
  expect(plain(objects)).toEqual(plain(expected(spec, withMesh)));
  expect(JSON.stringify(objects)).toContain("linkerd.io/inject");
});

test("what is written as YAML reads as the same, texts that look like numbers and times included", async () => {
  const objects = [
    {
      apiVersion: "v1",
      data: { a: "1e3", b: "yes", c: "10:30", d: "2024-01-01", e: "", f: "0x1F" },
      kind: "ConfigMap",
    },
    ...(await postRendered(rendered(spec))),
  ];
  expect(plain(parseManifests(formatManifests(objects)))).toEqual(plain(objects));
});

test("YAML is read as Kubernetes reads it: lists opened up, of a key that stands twice the last, no times and days", () => {
  const yaml = "---\n# Source: nothing\n---\nkind: List\nitems: [{kind: A}, {kind: B}]\n---\nkind: C\nx: 1\nx: 2\n";
  expect(parseManifests(yaml)).toEqual([{ kind: "A" }, { kind: "B" }, { kind: "C", x: 2 }]);
  expect(parseManifests("time: 10:30\nday: 2024-01-01\nswitch: on\n")).toEqual([
    { day: "2024-01-01", switch: true, time: "10:30" },
  ]);
  expect(() => parseManifests("a: [")).toThrow("The manifests are no YAML");
});

test("manifests without instructions are refused: nobody would repair them", async () => {
  await expect(postRendered(everything)).rejects.toThrow(/have 0 ConfigMaps with the key DOLPHINPOD_POST_RENDERER/);
  await expect(postRendered([...rendered(spec), ...rendered(spec)])).rejects.toThrow(/have 2 ConfigMaps/);
});

test.each(["{}", "[]", '"text"', '{"spec": {}}'])("instructions that are %s are refused", async (text) => {
  const object = { apiVersion: "v1", data: { [instructionsKey]: text }, kind: "ConfigMap", metadata: { name: "x" } };
  await expect(postRendered([object])).rejects.toThrow(/holds no instructions of Dolphinpod/);
});

test("a program with other rules than the post-renderer's is refused", async () => {
  const own: Adapt = (_, object) => ({ ...object, own: true });
  await expect(postRendered(rendered(spec, undefined, own))).rejects.toThrow(/a program with other rules/);
});

describe("the executable", () => {
  const input = formatManifests(rendered(spec));

  test("may be run by everybody", () => {
    expect(statSync(postRendererPath).mode & 0o111).toBe(0o111);
  });

  test("reads manifests and writes what is to be in the cluster, from any folder", async () => {
    const child = spawn(postRendererPath, { cwd: "/" });
    child.stdin.end(input);
    expect(await text(child.stdout)).toBe(await postRender(input));
    expect(plain(parseManifests(await postRender(input)))).toEqual(plain(expected(spec)));
  });

  test("says what is wrong and writes nothing", async () => {
    const answer = await new Promise((resolve) => {
      const child = execFile(postRendererPath, (error, stdout, stderr) =>
        resolve({ code: error?.code, stderr, stdout }),
      );
      child.stdin?.end("kind: Nothing\n");
    });
    expect(answer).toEqual({ code: 1, stderr: expect.stringContaining("have 0 ConfigMaps"), stdout: "" });
  });
});
