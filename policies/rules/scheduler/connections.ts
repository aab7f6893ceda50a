import type { Environment, ObjectView } from "../../core/model.ts";
import { serverContainers, variable } from "../../core/pods.ts";
import { isServer } from "../../core/roles.ts";
import type { EnvironmentProblem, EnvironmentRule } from "../../core/rule.ts";
import { mostOf, scalerOf } from "../../core/scalers.ts";
import { servingTypes } from "../../core/types.ts";

const poolVariables = ["SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE"];

export const maxReplicasFitDbConnections: EnvironmentRule = {
  pack: "scheduler",
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
    const demand = environment
      .of(...servingTypes)
      .filter(({ role }) => isServer(role))
      .map((object) => ({ object, connections: most(environment, object) * pools(object, poolSize) }))
      .filter(({ connections }) => connections > 0);
    // Each DolphinScheduler has a namespace and a database of its own.
    const clusters = Map.groupBy(demand, ({ object }) => object.namespace);
    return [...clusters.values()].flatMap((cluster) => tooMany(cluster, maxConnections));
  },
};

interface Demand {
  readonly object: ObjectView;
  readonly connections: number;
}

function tooMany(demand: readonly Demand[], allowed: number): readonly EnvironmentProblem[] {
  const total = demand.reduce((sum, { connections }) => sum + connections, 0);
  const [largest] = demand.toSorted((a, b) => b.connections - a.connections);
  if (largest === undefined || total <= allowed) return [];
  const { object } = largest;
  return [
    {
      object,
      at: object.at("spec"),
      received: `${total} connections of ${demand.map((it) => it.object.role).join(", ")} together`,
      allowed: `at most ${allowed}`,
      fix: `${object.name} opens most, ${largest.connections}: lower its replicas or its pool.`,
    },
  ];
}

function most(environment: Environment, object: ObjectView): number {
  const scaler = scalerOf(environment, object);
  return (scaler && mostOf(scaler).count) ?? object.at("spec", "replicas").number ?? 1;
}

/** Connections of one pod: of its own data source, which workers have none of, and of a registry in the database. */
function pools(object: ObjectView, poolSize: number): number {
  const containers = serverContainers(object);
  const said = (name: string) => containers.map((container) => variable(container, name));
  const size = poolVariables.flatMap(said).find((it) => it.number !== undefined)?.number ?? poolSize;
  const registry = said("REGISTRY_TYPE").some(({ text }) => text === "jdbc") ? poolSize : 0;
  return registry + (object.role === "worker" ? 0 : size);
}
