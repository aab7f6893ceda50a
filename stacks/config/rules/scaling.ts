import { showsGauges } from "../../../components/autoscaling/gauges.ts";
import { allowedConnections, demands, spareConnections } from "../connections.ts";
import type { Problem } from "../problems.ts";
import { type Facts, type Rule, rule } from "./rule.ts";

const scalable = ["worker", "api", "alert"] as const;
type Scalable = (typeof scalable)[number];

function oneOwner(server: Scalable): Rule {
  return rule(
    "Either `replicas` or `autoscaling` of a server: only one may own the number. What a stack writes outvotes its class.",
    [`${server}.replicas`, `${server}.autoscaling`],
    ({ settings, written }) => {
      const { autoscaling, replicas } = settings[server];
      if (autoscaling === undefined || !written(`${server}.replicas`)) return undefined;
      return {
        path: `${server}.replicas`,
        received: `${replicas} beside ${server}.autoscaling`,
        allowed: "either replicas, or autoscaling with min and max: only one may own the number",
        fix: `Remove ${server}.replicas; autoscaling.min is where it starts.`,
      };
    },
  );
}

function boundsInOrder(server: Scalable): Rule {
  return rule("`autoscaling.min` is at most `max`.", [`${server}.autoscaling`], ({ settings }) => {
    const { autoscaling } = settings[server];
    if (autoscaling === undefined || autoscaling.min <= autoscaling.max) return undefined;
    return {
      path: `${server}.autoscaling.max`,
      received: `${autoscaling.max} with min ${autoscaling.min}`,
      allowed: "a number from min upwards",
      fix: `Write max: ${autoscaling.min} or more.`,
    };
  });
}

const workersShowTheirGauges = rule(
  "`worker.autoscaling` by `hpa` needs a version whose workers show how busy they are; `keda` works with all.",
  ["worker.autoscaling", "version"],
  ({ settings, version }) => {
    if (settings.worker.autoscaling?.by !== "hpa" || showsGauges(version)) return undefined;
    return {
      path: "worker.autoscaling.by",
      received: `hpa with version ${version.version}, whose workers show no queue and no threads`,
      allowed: "keda, which counts the tasks in the database",
      fix: "Write by: keda.",
    };
  },
);

const reads = [
  ...["master", "worker", "api", "alert"].flatMap((server) => [`${server}.replicas`, `${server}.env`]),
  ...scalable.map((server) => `${server}.autoscaling`),
  ...["backend", "instanceClass", "maxConnections", "memory"].map((option) => `database.${option}`),
  ...["class", "registry.backend"],
];

const connectionsAreKnown = rule(
  "Who scales names `database.maxConnections` where it does not follow from the database's own options.",
  reads,
  ({ settings, written }) => {
    const scales = scalable.find((server) => written(`${server}.autoscaling`));
    if (scales === undefined || allowedConnections(settings) !== undefined) return undefined;
    const { backend, instanceClass } = settings.database;
    return {
      path: "database.maxConnections",
      received: `nothing, with ${scales}.autoscaling and ${backend === "rds" ? instanceClass : `backend ${backend}`}`,
      allowed: "the connections that the server allows: a scaler must not use them up",
      fix: "Write for example maxConnections: 200, what SHOW max_connections answers there.",
    };
  },
);

const connectionsSuffice: Rule = {
  says:
    "All servers at their most, with 10 connections of each pool, leave 10 of the database's connections free: one that " +
    "is asked for more refuses everybody, the masters too.",
  reads,
  check: (facts) => {
    const allowed = allowedConnections(facts.settings);
    const needed = total(facts);
    if (allowed === undefined || needed <= allowed - spareConnections) return [];
    return [tooMany(facts, needed, allowed)];
  },
};

const total = ({ settings }: Facts) => demands(settings).reduce((sum, { connections }) => sum + connections, 0);

function tooMany(facts: Facts, needed: number, allowed: number): Problem {
  const { database } = facts.settings;
  const parts = demands(facts.settings).map(({ connections, who }) => `${who} ${connections}`);
  const larger = {
    "cloudnative-pg": "memory",
    existing: "maxConnections",
    "in-cluster": "memory",
    rds: "instanceClass",
  };
  const option = database.maxConnections === undefined ? larger[database.backend] : "maxConnections";
  return {
    path: `database.${option}`,
    received: `${allowed} connections, where ${needed} are needed: ${parts.join(", ")}`,
    allowed: `at least ${needed + spareConnections}: ${spareConnections} stay free for administrators and backups`,
    fix: `Lower replicas or the max of autoscaling, or give the database more ${option === "maxConnections" ? "connections" : option}.`,
  };
}

export const scalingRules: readonly Rule[] = [
  ...scalable.flatMap((server) => [oneOwner(server), boundsInOrder(server)]),
  workersShowTheirGauges,
  connectionsAreKnown,
  connectionsSuffice,
];
