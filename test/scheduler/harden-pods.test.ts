import { harden } from "../../components/scheduler/harden/index.ts";
import { serverNames } from "../../components/scheduler/types.ts";
import { container, pod, variables } from "./hardened.ts";
import { podOf, specOf, templateOf } from "./read.ts";
import { deployment, service, statefulSet } from "./rendered.ts";
import { spec, withServers } from "./spec.ts";

describe("what the chart has no value for", () => {
  test.each(serverNames)("%s has requests and limits", (server) => {
    expect(container(server)["resources"]).toEqual({
      limits: { cpu: "2", memory: "4Gi" },
      requests: { cpu: "500m", memory: "2Gi" },
    });
  });

  test.each(serverNames)("replicas of %s are spread over zones by wish and kept off each other's nodes", (server) => {
    const labelSelector = { matchLabels: expect.objectContaining({ "app.kubernetes.io/name": `dolphin-${server}` }) };
    const term = { labelSelector, topologyKey: "kubernetes.io/hostname" };
    expect(pod(server)).toMatchObject({
      affinity: {
        podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: term, weight: 100 }] },
      },
      topologySpreadConstraints: [
        { labelSelector, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
      ],
    });
    expect(pod(server, withServers({ [server]: { spread: "required" } }))["affinity"]).toEqual({
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
    });
  });

  test("placement, priority, pull secrets, labels and annotations of the spec reach the pods", () => {
    const chosen = withServers({
      worker: {
        nodeSelector: { pool: "batch" },
        podAnnotations: { "linkerd.io/inject": "enabled" },
        podLabels: { team: "data", "app.kubernetes.io/name": "stolen" },
        priorityClassName: "batch",
        tolerations: [{ key: "batch", operator: "Exists" }],
      },
    });
    const hardened = harden(statefulSet("worker"), {
      ...chosen,
      image: { ...spec.image, pullSecrets: ["registry-login"] },
    });
    expect(podOf(hardened)).toMatchObject({
      imagePullSecrets: [{ name: "registry-login" }],
      nodeSelector: { pool: "batch" },
      priorityClassName: "batch",
      tolerations: [{ key: "batch", operator: "Exists" }],
    });
    expect(templateOf(hardened)["metadata"]).toMatchObject({
      annotations: { "linkerd.io/inject": "enabled" },
      labels: { team: "data", "app.kubernetes.io/name": "dolphin-worker" },
    });
  });

  test("replicas that an autoscaler owns are nobody else's", () => {
    const autoscaling = { minReplicas: 2, maxReplicas: 4, cpuPercent: 70, memoryPercent: undefined };
    expect(specOf(harden(deployment("api"), withServers({ api: { autoscaling } })))).not.toHaveProperty("replicas");
    expect(specOf(harden(deployment("api"), spec))).toHaveProperty("replicas");
  });

  test.each(serverNames)("the Service of %s says whose it is and is not waited for twice", (server) => {
    expect(harden(service(server), spec)["metadata"]).toMatchObject({
      annotations: { "pulumi.com/skipAwait": "true" },
      labels: { "app.kubernetes.io/component": server },
    });
  });

  test.each([
    ["3.2.2", "master", "/opt/dolphinscheduler/conf/common.properties"],
    ["3.3.2", "master", "/opt/dolphinscheduler/master-server/conf/common.properties"],
    ["3.4.2", "worker", "/opt/dolphinscheduler/worker-server/conf/common.properties"],
  ] as const)("the configuration of %s is mounted where its %s reads it", (version, server, mountPath) => {
    expect(container(server, { ...spec, version })["volumeMounts"]).toContainEqual({
      mountPath,
      name: "config-volume",
      readOnly: true,
      subPath: "common.properties",
    });
  });

  test("what the user set and the chart sets too is there once, as the user set it", () => {
    const env = { SECURITY_AUTHENTICATION_TYPE: "LDAP" };
    expect(variables("api", withServers({ api: { env } }))).toMatchObject(env);
  });

  test("what the user set in the environment wins over defaults", () => {
    const env = { JAVA_OPTS: "-Xmx1g", WORKER_HOST_WEIGHT: "50" };
    expect(variables("worker", withServers({ worker: { env } }))).toMatchObject(env);
  });
});
