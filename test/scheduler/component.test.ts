import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state.js";
import { Scheduler } from "../../components/scheduler/index.ts";
import { chartValues } from "../../components/scheduler/values.ts";
import { spec, withServers } from "./spec.ts";

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
  // Mocks refuse transforms unless told that the engine has them; then they take them and run none.
  const { getStore } = state as unknown as { getStore: () => { supportsTransforms: boolean } };
  getStore().supportsTransforms = true;
});

const ofType = (type: string) => registered.filter((resource) => resource.type === type);

test("a scheduler is accounts, budgets, the schema Job and the chart", async () => {
  const scheduler = new Scheduler("dolphin", { chart: "chart.tgz", spec });
  await pulumi.runtime.disconnect();

  expect(registered.map(({ name, type }) => `${type} ${name}`).sort()).toEqual([
    "dolphinpod:scheduler:Scheduler dolphin",
    "kubernetes:batch/v1:Job dolphin-schema",
    "kubernetes:core/v1:ServiceAccount dolphin-alert",
    "kubernetes:core/v1:ServiceAccount dolphin-api",
    "kubernetes:core/v1:ServiceAccount dolphin-master",
    "kubernetes:core/v1:ServiceAccount dolphin-schema",
    "kubernetes:core/v1:ServiceAccount dolphin-worker",
    "kubernetes:helm.sh/v4:Chart dolphin",
    "kubernetes:policy/v1:PodDisruptionBudget dolphin-api",
    "kubernetes:policy/v1:PodDisruptionBudget dolphin-master",
    "kubernetes:policy/v1:PodDisruptionBudget dolphin-worker",
  ]);
  expect(scheduler.uiPath).toBe("/dolphinscheduler/ui");
  expect(scheduler.services).toEqual({
    alert: "dolphin-alert",
    api: "dolphin-api",
    masters: "dolphin-master-headless",
    workers: "dolphin-worker-headless",
  });
});

test("the release is named by the spec, in its namespace, with values that are known at preview", async () => {
  new Scheduler("any-name", { chart: "chart.tgz", spec });
  await pulumi.runtime.disconnect();

  expect(ofType("kubernetes:helm.sh/v4:Chart").map(({ inputs }) => inputs)).toEqual([
    { chart: "chart.tgz", name: "dolphin", namespace: "data", values: chartValues(spec) },
  ]);
});

test("no account has a token", async () => {
  new Scheduler("dolphin", { chart: "chart.tgz", spec });
  await pulumi.runtime.disconnect();

  const accounts = ofType("kubernetes:core/v1:ServiceAccount");
  expect(accounts).toHaveLength(5);
  for (const { inputs } of accounts) expect(inputs).toMatchObject({ automountServiceAccountToken: false });
});

test("a spec with faults is refused before anything is made, all faults at once", async () => {
  const bad = withServers({ api: { processors: 0 }, worker: { drainSeconds: 600 } });
  expect(() => new Scheduler("dolphin", { chart: "chart.tgz", spec: bad })).toThrow(
    expect.objectContaining({
      errors: [
        { propertyPath: "spec.servers.api.processors", reason: expect.stringMatching(/use 1 or more/) },
        { propertyPath: "spec.servers.worker.gracePeriodSeconds", reason: expect.stringMatching(/use 630 or more/) },
      ],
    }),
  );
  await pulumi.runtime.disconnect();
  expect(registered.filter(({ type }) => type.startsWith("kubernetes:"))).toEqual([]);
});
