import { harden, type KubernetesObject } from "../../components/scheduler/harden/index.ts";
import type { SchedulerSpec } from "../../components/scheduler/types.ts";
import { podOf, specOf, templateOf } from "./read.ts";
import { deployment, everything, statefulSet, workload } from "./rendered.ts";
import { osUsersSpec, spec, withServers } from "./spec.ts";

describe("install and upgrade", () => {
  test("trap 2: the version is a label of objects and pods, and of no selector and no volume claim", () => {
    const version = "app.kubernetes.io/version";
    for (const object of everything.map((it) => harden(it, spec))) {
      expect(object).toHaveProperty(["metadata", "labels", version], "3.2.2");
      expect(object).toHaveProperty(["metadata", "labels", "app.kubernetes.io/part-of"], "dolphinscheduler");
      const selector = specOf(object)["selector"] ?? {};
      expect(JSON.stringify([selector, specOf(object)["volumeClaimTemplates"] ?? []])).not.toContain(version);
    }
  });

  test.each([
    ["fast", { storageClassName: "fast" }],
    [undefined, {}],
  ])("trap 3: the class of a claim is real or absent, never '-' (%s)", (storageClass, expected) => {
    const logs = { kind: "persistent", size: "10Gi", storageClass } as const;
    const wrong = { ...statefulSet("master") };
    const hardened = harden(
      {
        ...wrong,
        spec: { ...specOf(wrong), volumeClaimTemplates: [claim("dolphin-master", "-"), claim("other", "x")] },
      },
      withServers({ master: { logs } }),
    );
    expect(specOf(hardened)["volumeClaimTemplates"]).toStrictEqual([
      claim("other", "x"),
      {
        metadata: {
          labels: {
            "app.kubernetes.io/instance": "dolphin",
            "app.kubernetes.io/managed-by": "Helm",
            "app.kubernetes.io/name": "dolphin-master",
          },
          name: "dolphin-master",
        },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...expected },
      },
    ]);
  });

  test("trap 4: what the spec calls persistent is claimed, and outlives scaling and deletion", () => {
    const size = { kind: "persistent", size: "1Gi", storageClass: undefined } as const;
    const hardened = harden(statefulSet("worker"), withServers({ worker: { data: size, logs: size } }));
    const claims = specOf(hardened)["volumeClaimTemplates"] as { metadata: { name: string } }[];
    expect(claims.map(({ metadata }) => metadata.name)).toEqual(["dolphin-worker-data", "dolphin-worker-logs"]);
    expect(specOf(hardened)["persistentVolumeClaimRetentionPolicy"]).toEqual({
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
    const volumes = podOf(hardened)["volumes"] as { name: string }[];
    expect(volumes.map(({ name }) => name)).toEqual(["config-volume", "tmp"]);
  });

  test("trap 5: a Deployment that claims a volume is recreated, without the parameters of another strategy", () => {
    const claimed = structuredClone(deployment("api")) as Record<string, never>;
    podOf(claimed)["volumes"] = [{ name: "logs", persistentVolumeClaim: { claimName: "dolphin-api" } }];
    expect(specOf(harden(claimed, spec))["strategy"]).toEqual({ type: "Recreate" });
  });

  test.each([
    ["preferred", { maxSurge: 1, maxUnavailable: 0 }],
    ["required", { maxSurge: 0, maxUnavailable: 1 }],
  ] as const)("a Deployment whose replicas are %s to be apart can be rolled out", (spread, rollingUpdate) => {
    const hardened = harden(deployment("api"), withServers({ api: { spread } }));
    expect(specOf(hardened)["strategy"]).toEqual({ rollingUpdate, type: "RollingUpdate" });
  });

  test("an update takes pods of a StatefulSet one by one, and stops before those below the partition", () => {
    const strategy = (partition: number) =>
      specOf(harden(workload("master"), withServers({ master: { partition } })))["updateStrategy"];
    expect(strategy(0)).toEqual({ type: "RollingUpdate" });
    expect(strategy(2)).toEqual({ rollingUpdate: { partition: 2 }, type: "RollingUpdate" });
  });

  test.each([
    [0, undefined],
    [2, "true"],
  ])("with a partition of %d Pulumi's plugin, which waits for all pods, is told to skip: %s", (partition, skip) => {
    const { metadata } = harden(workload("master"), withServers({ master: { partition } }));
    const { annotations } = metadata as { annotations?: Readonly<Record<string, string>> };
    expect(annotations?.["pulumi.com/skipAwait"]).toBe(skip);
  });

  test("trap 8: pods start anew when a ConfigMap they read at start changes, and not when other settings do", () => {
    const checksum = (of: SchedulerSpec) =>
      (templateOf(harden(workload("api"), of))["metadata"] as KubernetesObject)["annotations"];
    expect(checksum(spec)).toEqual({ "checksum/config": expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(checksum(osUsersSpec)).not.toEqual(checksum(spec));
    expect(checksum(withServers({ api: { replicas: 5 } }))).toEqual(checksum(spec));
  });
});

const claim = (name: string, storageClassName: string) => ({ metadata: { name }, spec: { storageClassName } });
