import { harden } from "../../components/scheduler/harden/index.ts";
import { chartValues } from "../../components/scheduler/values.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { chart, release } from "../../policies/core/types.ts";
import { objectsOf } from "../../policies/sources/manifests.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { workload } from "../scheduler/rendered.ts";
import { spec, withServers } from "../scheduler/spec.ts";
import { judged } from "./judging.ts";

const found = (rule: string, ...objects: PolicyObject[]) =>
  judged(objects)
    .findings.filter((it) => it.rule.id === rule)
    .map(({ path, received }) => `${path}: ${received}`);

const hardened = (server: "master" | "worker" | "api" | "alert", of = spec) =>
  objectsOf(harden(workload(server), of), {})[0] as PolicyObject;

const persistent = { kind: "persistent", size: "10Gi", storageClass: "fast" } as const;
const ephemeral = { kind: "ephemeral", sizeLimit: "5Gi" } as const;

describe("persistent-logs", () => {
  test("the chart's own masters and workers are found", () => {
    const raw = [...objectsOf(workload("master"), {}), ...objectsOf(workload("worker"), {})];
    expect(found("persistent-logs", ...raw)).toHaveLength(2);
  });

  test.each(["master", "worker"] as const)(
    "a %s is found when its logs go with the pod, and not when they stay",
    (server) => {
      expect(found("persistent-logs", hardened(server, withServers({ [server]: { logs: ephemeral } })))).toHaveLength(
        1,
      );
      expect(found("persistent-logs", hardened(server, withServers({ [server]: { logs: persistent } })))).toEqual([]);
    },
  );

  test.each(["api", "alert"] as const)("a %s may lose its logs unless the parameter says otherwise", (server) => {
    expect(found("persistent-logs", hardened(server))).toEqual([]);
    const strict = judged([hardened(server)], { ephemeralLogs: [] }).findings.map(({ rule }) => rule.id);
    expect(strict).toContain("persistent-logs");
  });

  test("a release whose values leave logs off is found, and one that is rewritten afterwards cannot be judged", () => {
    const values = chartValues(spec);
    const properties = { chart: "dolphinscheduler-helm", values };
    const object = { type: release, name: "ds", protect: false, properties };
    expect(found("persistent-logs", object)).toHaveLength(3);
    const rewritten = judged([{ ...object, properties: { ...properties, postrender: "harden" } }]);
    expect(rewritten.notEvaluated.map(({ rule }) => rule.id)).toContain("persistent-logs");
  });
});

describe("replicas-within-role-limits", () => {
  test("a number of a stack file is found where it goes: in the chart's values", () => {
    const { spec: resolved } = resolveOrThrow({ class: "dev", worker: { replicas: 60 } });
    const values = chartValues({
      ...spec,
      servers: { ...spec.servers, worker: { ...spec.servers.worker, replicas: resolved.servers.worker.replicas } },
    });
    for (const type of [release, chart]) {
      const object = { type, name: "ds", protect: false, properties: { chart: "dolphinscheduler", values } };
      expect(found("replicas-within-role-limits", object)).toEqual(['values.worker.replicas: "60"']);
    }
  });

  test("numbers that a class or the defaults give are within the limits", () => {
    const values = chartValues(spec);
    expect(
      found("replicas-within-role-limits", { type: chart, name: "ds", protect: false, properties: { values } }),
    ).toEqual([]);
  });

  test("workers of another program are nobody's business", () => {
    const other = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "shop-worker" },
      spec: { replicas: 200 },
    };
    expect(found("replicas-within-role-limits", ...objectsOf(other, {}))).toEqual([]);
  });
});

describe("servicemonitor-coverage", () => {
  const monitor = (port: string | number) =>
    objectsOf(
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata: { name: "pods" },
        spec: {
          podMetricsEndpoints: [typeof port === "string" ? { port } : { portNumber: port }],
          selector: { matchLabels: {} },
        },
      },
      {},
    );

  test.each(["linkerd-admin", 4191])("a server of which only a helper is scraped, at %s, is found", (port) => {
    expect(found("servicemonitor-coverage", hardened("worker"), ...monitor(port))).toHaveLength(1);
  });

  test.each(["actuator-port", 1235])("a monitor of pods that asks the server itself, at %s, is enough", (port) => {
    expect(found("servicemonitor-coverage", hardened("worker"), ...monitor(port))).toEqual([]);
  });
});
