import fc from "fast-check";
import { awaited, awaitedFor, rolloutSeconds, serverRolloutSeconds } from "../../components/scheduler/rollout-time.ts";
import { serverNames } from "../../components/scheduler/types.ts";
import { workload } from "./rendered.ts";
import { spec, withServers } from "./spec.ts";

const keda = (maxReplicas: number) => ({ by: "keda", maxReplicas, minReplicas: 2 }) as never;

test("a release waits for as long as the slowest server takes to replace its pods one by one", () => {
  expect(rolloutSeconds(spec.servers)).toBe(3 * (360 + 300));
  expect(rolloutSeconds(withServers({ worker: { autoscaling: keda(10) } }).servers)).toBe(10 * (360 + 300));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 60, max: 7200 }), (replicas, gracePeriodSeconds) => {
      const { servers } = withServers({ worker: { gracePeriodSeconds, replicas } });
      expect(rolloutSeconds(servers)).toBeGreaterThan(replicas * gracePeriodSeconds);
    }),
  );
});

test.each(serverNames)("each workload is awaited for as long as its own pods take: %s", (server) => {
  const of = withServers({ worker: { gracePeriodSeconds: 1860, replicas: 5 } });
  const time = `${Math.max(600, serverRolloutSeconds(of.servers, server))}s`;
  expect(awaited(workload(server), of)).toEqual({ customTimeouts: { create: time, delete: time, update: time } });
  expect(serverRolloutSeconds(of.servers, "worker")).toBe(3 * 3600);
});

test.each([
  { kind: "Service", metadata: { name: "dolphin-api" } },
  { kind: "StatefulSet", metadata: { name: "somebodys-worker" } },
  { kind: "ConfigMap" },
])("other objects have no time of their own: %j", (object) => {
  expect(awaited(object, spec)).toEqual({});
});

test("nothing is waited for less than it would be anyway", () => {
  expect(awaitedFor(30).customTimeouts.update).toBe("600s");
});
