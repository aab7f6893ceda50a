import fc from "fast-check";
import { checkAutoscaling } from "../../components/autoscaling/check.ts";
import { checkDatabase } from "../../components/database/check.ts";
import { checkHost } from "../../components/ingress/ingress.ts";
import { checkNamespace } from "../../components/isolation/namespace.ts";
import { mebibytes, parseQuantity } from "../../components/kubernetes/quantity.ts";
import { checkObjectStore } from "../../components/object-store/check.ts";
import { checkRegistry } from "../../components/registry/check.ts";
import { validate } from "../../components/scheduler/validate.ts";
import { type EnvironmentSpec, resolve } from "../../stacks/config/index.ts";
import { anything, likely, plausible } from "./inputs.ts";

test("no input crashes resolve, and every problem says where, what, what is allowed and the way out", () => {
  fc.assert(
    fc.property(fc.oneof(anything, likely), (input) => {
      const resolution = resolve(input);
      if (resolution.ok) return;
      expect(resolution.problems.length).toBeGreaterThan(0);
      for (const problem of resolution.problems) {
        for (const text of Object.values(problem)) expect(text).toMatch(/\S/);
      }
    }),
    { numRuns: 600 },
  );
});

function quantitiesOf(tree: unknown, key = ""): string[] {
  if (typeof tree === "string") return ["request", "limit", "size", "sizeLimit"].includes(key) ? [tree] : [];
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([name, item]) => quantitiesOf(item, name));
}

/** What the components would refuse. */
function refusals(spec: EnvironmentSpec) {
  const { database, name, objectStore, registry } = spec;
  const bindings = {
    database: { type: "postgresql", secretName: "database", parameters: {} },
    objectStore: { type: "s3", secretName: "object-store" },
    registry: { type: "zookeeper", secretName: "registry" },
  } as const;
  return [
    ...checkDatabase(name, database),
    ...checkObjectStore(name, objectStore),
    ...checkRegistry(name, registry),
    ...checkNamespace(spec.namespace),
    ...(spec.ingress ? checkHost(spec.ingress.host) : []),
    ...(["worker", "api", "alert"] as const).flatMap((server) => {
      const { autoscaling } = spec.servers[server];
      return autoscaling ? checkAutoscaling({ ...autoscaling }) : [];
    }),
    ...validate({ ...spec, bindings, datasourceSaltSecretName: undefined }),
  ];
}

function expectSound(spec: EnvironmentSpec) {
  expect(refusals(spec)).toEqual([]);
  for (const quantity of quantitiesOf(spec)) expect(parseQuantity(quantity)).toBeGreaterThan(0);
  for (const { replicas, resources, heapMiB, processors } of Object.values(spec.servers)) {
    expect(replicas).toBeGreaterThanOrEqual(1);
    expect(heapMiB).toBeGreaterThanOrEqual(128);
    expect(heapMiB).toBeLessThanOrEqual(0.75 * mebibytes(resources.memory.limit));
    expect(Number.isInteger(processors) && processors >= 1).toBe(true);
    for (const { request, limit } of [resources.cpu, resources.memory]) {
      expect(parseQuantity(request)).toBeLessThanOrEqual(parseQuantity(limit) ?? 0);
    }
  }
  const { worker } = spec.servers;
  expect(worker.gracePeriodSeconds).toBeGreaterThanOrEqual(worker.drainSeconds + 30);
  for (const service of [spec.database, spec.objectStore, spec.registry]) {
    if (service.backend === "existing") expect(service.secretName).not.toBe("");
  }
}

test("whatever resolves is a specification that no component refuses", () => {
  let resolved = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: plausible }, likely), (input) => {
      const resolution = resolve(input);
      if (!resolution.ok) return;
      resolved++;
      expectSound(resolution.spec);
    }),
    { numRuns: 1000 },
  );
  expect(resolved).toBeGreaterThan(100);
});

test("the longest name that is accepted is the longest that the components accept", () => {
  const accepted = (length: number) => resolve({ class: "dev", name: "a".repeat(length) });
  const longest = Array.from({ length: 63 }, (_, index) => index + 1).findLast((length) => accepted(length).ok) ?? 0;
  const resolution = accepted(longest);
  expect(resolution.ok && refusals(resolution.spec)).toEqual([]);
  expect(resolution.ok && refusals({ ...resolution.spec, name: "a".repeat(longest + 1) })).not.toEqual([]);
});
