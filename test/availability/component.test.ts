import * as pulumi from "@pulumi/pulumi";
import { PriorityClasses, priorityClasses, priorityClassName } from "../../components/availability/index.ts";
import type { KubernetesObject } from "../../components/scheduler/index.ts";
import { together } from "../../stacks/adapt.ts";
import { resolveOrThrow } from "../../stacks/config/resolve.ts";
import { priorityOf } from "../../stacks/priority.ts";
import { find, kinds, type Registration, record } from "../binding/fixtures.ts";
import { dev, prod } from "../config/base.ts";

const environment = { name: "ds", namespace: "etl" };

let registered: Registration[];
beforeEach(() => {
  registered = record();
});
afterEach(() => jest.restoreAllMocks());

test("both classes are made under the environment's own names, and neither is everybody's default", async () => {
  new PriorityClasses("it", { classes: priorityClasses(environment), instance: "ds" });
  await pulumi.runtime.disconnect();
  expect(kinds(registered)).toEqual(["PriorityClass", "PriorityClass", "PriorityClasses"]);
  expect(find(registered, "it-work.ds.etl").inputs).toMatchObject({
    globalDefault: false,
    metadata: { name: "work.ds.etl" },
    preemptionPolicy: "Never",
    value: 100_000,
  });
});

test("no two environments of a cluster have a class in common", () => {
  const names = [
    priorityClassName("control", { name: "b-c", namespace: "a" }),
    priorityClassName("control", { name: "c", namespace: "a-b" }),
    priorityClassName("control", { name: "a", namespace: "b-c" }),
    priorityClassName("work", { name: "c", namespace: "a-b" }),
  ];
  expect(new Set(names).size).toBe(names.length);
});

const classesOf = (input: Record<string, unknown>) => {
  const { master, worker, api, alert } = resolveOrThrow(input).spec.servers;
  return [master, worker, api, alert].map(({ priorityClassName: name }) => name);
};

test("in class prod what steers is above what works, and a class that the stack names wins", () => {
  const control = "control.dolphinscheduler.dolphinscheduler";
  expect(classesOf(prod)).toEqual([control, "work.dolphinscheduler.dolphinscheduler", control, control]);
  expect(classesOf({ ...prod, worker: { priorityClass: "batch" } })[1]).toBe("batch");
});

test.each([
  ["class dev", dev],
  ["a stack that may not make objects of the whole cluster", { ...prod, availability: { priorityClasses: "none" } }],
])("%s makes no class, and names none", (_, input) => {
  expect(resolveOrThrow(input).spec.availability).toEqual({ backingPriorityClass: undefined, priorityClasses: [] });
  expect(classesOf(input)).toEqual([undefined, undefined, undefined, undefined]);
});

function adapted(type: string, inputs: KubernetesObject): unknown {
  return together(priorityOf("control.ds.etl"))(type, inputs);
}

test("pods of backing services get the class, and nothing else of them changes", () => {
  const pod = { containers: [], serviceAccountName: "ds-zookeeper" };
  const workload = { spec: { replicas: 3, template: { metadata: { labels: { a: "b" } }, spec: pod } } };
  expect(adapted("kubernetes:apps/v1:StatefulSet", workload)).toEqual({
    spec: {
      replicas: 3,
      template: { metadata: { labels: { a: "b" } }, spec: { ...pod, priorityClassName: "control.ds.etl" } },
    },
  });
  expect(adapted("kubernetes:postgresql.cnpg.io/v1:Cluster", { spec: { instances: 3 } })).toEqual({
    spec: { instances: 3, priorityClassName: "control.ds.etl" },
  });
  expect(adapted("kubernetes:batch/v1:Job", workload)).toBe(workload);
});

test("without a class nothing is adapted", () => {
  expect(priorityOf(undefined)).toEqual([]);
});

test("a canary is warned about at every preview, until it is over", () => {
  const { spec, warnings } = resolveOrThrow({ ...prod, master: { partition: 2 } });
  expect(spec.servers.master.partition).toBe(2);
  expect(warnings).toContainEqual(
    expect.objectContaining({ path: "master.partition", received: expect.stringMatching("1 of 3 masters") }),
  );
});
