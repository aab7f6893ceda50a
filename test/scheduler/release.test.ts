import * as pulumi from "@pulumi/pulumi";
import { Scheduler } from "../../components/scheduler/index.ts";
import { holdInstructions, instructionsKey } from "../../components/scheduler/release/instructions.ts";
import { rulesChecksum, typeOf } from "../../components/scheduler/release/rules.ts";
import type { Adapt, ReleaseDelivery } from "../../components/scheduler/release/types.ts";
import { chartValues } from "../../components/scheduler/values.ts";
import { jdbcSpec, osUsersSpec, spec, withServers } from "./spec.ts";

const registered: pulumi.runtime.MockResourceArgs[] = [];

beforeEach(async () => {
  registered.length = 0;
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      registered.push(args);
      return { id: `${args.name}-id`, state: args.inputs };
    },
    call: ({ token }) => {
      throw new Error(`unexpected call ${token}`);
    },
  });
});

const delivery: ReleaseDelivery = {
  kind: "release",
  history: 7,
  onFailure: "rollback",
  postRenderer: "./post-renderer.ts",
  timeoutSeconds: 900,
};
const nothing: Adapt = (_, object) => object;

async function inputsOf(args: Partial<ReleaseDelivery> = {}) {
  new Scheduler("dolphin", { chart: "./chart", delivery: { ...delivery, ...args }, spec });
  await pulumi.runtime.disconnect();
  return registered.find(({ type }) => type === "kubernetes:helm.sh/v3:Release")?.inputs;
}

test("as a release the chart is one resource, beside what is not the chart's", async () => {
  await inputsOf();
  const types = registered.map(({ type }) => type);
  expect(types.filter((type) => type.startsWith("kubernetes:helm.sh"))).toEqual(["kubernetes:helm.sh/v3:Release"]);
  expect(types).toContain("kubernetes:batch/v1:Job");
});

test("all that Helm is told is known at preview: how it waits, fails, remembers, and that it runs no hook", async () => {
  expect(await inputsOf()).toEqual({
    atomic: true,
    chart: "./chart",
    compat: "true",
    disableCRDHooks: true,
    disableWebhooks: true,
    maxHistory: 7,
    name: "dolphin",
    namespace: "data",
    postrender: "./post-renderer.ts",
    timeout: 900,
    values: expect.objectContaining({ timezone: "Europe/Berlin" }),
  });
});

test("what is to be looked at after a failure is not taken back", async () => {
  expect(await inputsOf({ onFailure: "stop" })).toMatchObject({ atomic: false });
});

test("its values are the chart's, and beside them what the post-renderer has to know", async () => {
  const { values } = (await inputsOf()) ?? {};
  const { [instructionsKey]: text, ...configmap } = values.common.configmap;
  expect({ ...values, common: { ...values.common, configmap } }).toEqual(chartValues(spec));
  expect(JSON.parse(text)).toEqual({ rules: rulesChecksum(spec, nothing), spec: JSON.parse(JSON.stringify(spec)) });
  expect([holdInstructions(values), holdInstructions(chartValues(spec)), holdInstructions(undefined)]).toEqual([
    true,
    false,
    false,
  ]);
});

test("the checksum of the rules is the same for the same specification, and another for every other", () => {
  const drained = withServers({ worker: { drainSeconds: 200 } });
  const checksums = [spec, jdbcSpec, osUsersSpec, drained].map((it) => rulesChecksum(it, nothing));
  expect(new Set(checksums).size).toBe(4);
  expect(rulesChecksum(structuredClone(spec), nothing)).toBe(checksums[0]);
});

test("the checksum follows what is done after harden, for each kind that the chart has", () => {
  const kinds = ["apps/v1:StatefulSet", "apps/v1:Deployment", "core/v1:Service", "core/v1:ServiceAccount"];
  for (const kind of kinds) {
    const marking: Adapt = (type, object) => (type === `kubernetes:${kind}` ? { ...object, marked: true } : object);
    expect([kind, rulesChecksum(spec, marking)]).not.toEqual([kind, rulesChecksum(spec, nothing)]);
  }
});

test.each([
  [{ apiVersion: "v1", kind: "Service" }, "kubernetes:core/v1:Service"],
  [{ apiVersion: "apps/v1", kind: "StatefulSet" }, "kubernetes:apps/v1:StatefulSet"],
])("%j is of Pulumi's type %s", (object, type) => {
  expect(typeOf(object)).toBe(type);
});
