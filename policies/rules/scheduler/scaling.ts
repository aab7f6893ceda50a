import type { Environment, ObjectView } from "../../core/model.ts";
import { serverContainers, variable } from "../../core/pods.ts";
import { isScaled } from "../../core/replicas.ts";
import { isServer } from "../../core/roles.ts";
import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { autoscaler, scaledObject, scalerTypes, servingTypes } from "../../core/types.ts";
import { scaledRole } from "./replicas.ts";

const text = { pack: "scheduler" } as const;

const targetOf = (scaler: ObjectView) => scaler.at("spec", "scaleTargetRef", "name");

/** The workload that a scaler is for; its kind need not be said. */
function scaled(environment: Environment, scaler: ObjectView): ObjectView | undefined {
  const name = targetOf(scaler).text;
  return environment.of(...servingTypes).find((it) => it.name === name && it.namespace === scaler.namespace);
}

export const noStaticReplicasWithScaler: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "no-static-replicas-with-scaler",
  title: "Either the program or a scaler owns the number of replicas",
  severity: "high",
  why: "With both, every update sets the number back and takes servers away in the middle of the load they were added for.",
  remediation: "Leave replicas out of a workload that a scaler owns.",
  link: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
  origin: "Chart section 2, KEDA; apache/airflow#34863",
  evaluate: (environment) =>
    environment.of(...scalerTypes).flatMap((scaler) => {
      const object = scaled(environment, scaler);
      const at = object?.at("spec", "replicas");
      // What it was before the program gave it away stays in the state's inputs.
      if (object === undefined || !at?.present || isScaled(object)) return [];
      const received = `${at.number} beside ${scaler.type.split(":").at(-1)} ${scaler.name}`;
      const patch = { path: at.path };
      return [{ object, at, allowed: "nothing: the scaler owns it", fix: "Remove replicas.", received, patch }];
    }),
};

export const oneScalerPerWorkload: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "one-scaler-per-workload",
  star: true,
  title: "A workload has one scaler",
  severity: "high",
  why: "Two scalers undo each other's work for ever, and a scale-down kills tasks.",
  remediation: "Remove all but one; a ScaledObject makes its own HorizontalPodAutoscaler.",
  link: "https://keda.sh/docs/latest/concepts/scaling-deployments/",
  origin: "A13",
  evaluate: (environment) => {
    const scalers = environment.of(...scalerTypes);
    return scalers.flatMap((object, index) => {
      const at = targetOf(object);
      const earlier = scalers
        .slice(0, index)
        .find((it) => it.namespace === object.namespace && targetOf(it).text === at.text && at.text !== undefined);
      if (earlier === undefined) return [];
      const received = `${at.text}, which ${earlier.name} scales already`;
      return [{ object, at, allowed: "a workload without a scaler", fix: "Remove one of them.", received }];
    });
  },
};

export const kedaMinNotZeroInProduction: ObjectRule = {
  ...text,
  scope: "object",
  id: "keda-min-not-zero-in-production",
  star: true,
  title: "Production keeps a worker when nothing is to do",
  severity: "high",
  why: "From zero the first task waits for a pod, its image and a JVM, and a master without any worker fails what needs one at once.",
  remediation: "Set minReplicaCount to 1 or more.",
  link: "https://keda.sh/docs/latest/reference/scaledobject-spec/#minreplicacount",
  origin: "A13; apache/dolphinscheduler#13367",
  types: [scaledObject],
  evaluate: (object, { environmentClass }) => {
    const at = object.at("spec", "minReplicaCount");
    const idle = object.at("spec", "idleReplicaCount");
    if (environmentClass !== "prod" || scaledRole(object) === undefined) return [];
    return [at, idle]
      .filter((it) => it.number === 0 || (it === at && it.absent))
      .map((it) => ({ at: it, allowed: "1 or more", fix: "Write 1 or more.", patch: { path: it.path, value: 1 } }));
  },
};

export const scaleDownIsSlow: ObjectRule = {
  ...text,
  scope: "object",
  id: "scale-down-is-slow",
  star: true,
  title: "Servers are removed slowly, one at a time",
  severity: "high",
  why: "A removed worker takes its tasks with it, and a pause between two bursts is no reason: Kubernetes would remove all at once.",
  remediation: "Set behavior.scaleDown with a stabilisation window of 300 seconds and a policy of one pod.",
  link: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior",
  origin: "Chart trap 11",
  parameters: ["scaleDownSeconds"],
  types: scalerTypes,
  evaluate: (object, { parameters: { scaleDownSeconds } }) => {
    if (scaledRole(object) === undefined) return [];
    const behavior =
      object.type === autoscaler
        ? object.at("spec", "behavior")
        : object.at("spec", "advanced", "horizontalPodAutoscalerConfig", "behavior");
    const window = behavior.at("scaleDown", "stabilizationWindowSeconds");
    const policies = behavior.at("scaleDown", "policies");
    const seconds = window.absent ? 300 : window.number;
    const fast = policies.items.some(
      (policy) => policy.at("type").text === "Percent" || (policy.at("value").number ?? 1) > 1,
    );
    return [
      ...(seconds !== undefined && seconds < scaleDownSeconds
        ? [
            {
              at: window,
              allowed: `at least ${scaleDownSeconds}`,
              fix: `Write ${scaleDownSeconds}.`,
              patch: { path: window.path, value: scaleDownSeconds },
            },
          ]
        : []),
      ...(policies.absent || fast
        ? [
            {
              at: policies,
              allowed: "one pod in some seconds",
              fix: "Write {type: Pods, value: 1, periodSeconds: 60}.",
              patch: { path: policies.path, value: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
            },
          ]
        : []),
    ];
  },
};

const poolVariables = ["SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE"];

export const maxReplicasFitDbConnections: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "max-replicas-fit-db-connections",
  star: true,
  title: "At their most, all servers together fit the database's connections",
  severity: "high",
  why: "A scaler that adds servers under load opens connections until the database refuses all of them, the masters' included.",
  remediation: "Lower a scaler's maximum or the pools, or raise max_connections (parameters maxConnections, poolSize).",
  link: "https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing",
  origin: "A7; A13",
  parameters: ["maxConnections", "poolSize"],
  evaluate: (environment, { parameters: { maxConnections, poolSize } }) => {
    const scalers = environment.of(...scalerTypes);
    // Workers of a release with a ZooKeeper registry have no data source.
    const servers = environment.of(...servingTypes).filter((it) => isServer(it.role) && it.role !== "worker");
    const demand = servers.map((object) => {
      const scaler = scalers.find((it) => targetOf(it).text === object.name && it.namespace === object.namespace);
      const most = scaler?.at("spec", scaler.type === autoscaler ? "maxReplicas" : "maxReplicaCount").number;
      const pool = serverContainers(object)
        .flatMap((container) => poolVariables.map((name) => variable(container, name).number))
        .find((it) => it !== undefined);
      return { object, connections: (most ?? object.at("spec", "replicas").number ?? 1) * (pool ?? poolSize) };
    });
    const total = demand.reduce((sum, { connections }) => sum + connections, 0);
    const [largest] = demand.toSorted((a, b) => b.connections - a.connections);
    if (largest === undefined || total <= maxConnections) return [];
    const { object } = largest;
    return [
      {
        object,
        at: object.at("spec"),
        received: `${total} connections of ${servers.map(({ role }) => role).join(", ")} together`,
        allowed: `at most ${maxConnections}`,
        fix: `${object.name} opens most, ${largest.connections}: lower its replicas or its pool.`,
      },
    ];
  },
};

export const schedulerScalingObjectRules = [kedaMinNotZeroInProduction, scaleDownIsSlow];
export const schedulerScalingRules = [noStaticReplicasWithScaler, oneScalerPerWorkload, maxReplicasFitDbConnections];
