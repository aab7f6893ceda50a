import { rdsMaxConnections } from "../../components/database/connections.ts";
import { serverSettings } from "../../components/database/postgresql.ts";
import { type ServerName, serverNames } from "../../components/scheduler/types.ts";
import { poolSize } from "../../components/scheduler/versions/database.ts";
import type { Settings } from "./schema.ts";

/** Connections that a part of the environment opens at its most. */
export interface Demand {
  readonly who: string;
  readonly connections: number;
}

/** Left free: PostgreSQL keeps 3 to 5 for its administrators, and people and backups need some too. */
export const spareConnections = 10;

/** Two of KEDA's operator: one for each connection that it may have open while it is asked twice at once. */
const kedaConnections = 2;

/** Connections that the database allows altogether; undefined where only its owner knows. */
export function allowedConnections({ database }: Settings): number | undefined {
  if (database.maxConnections !== undefined) return database.maxConnections;
  switch (database.backend) {
    case "rds":
      return rdsMaxConnections(database.instanceClass);
    case "existing":
      return undefined;
    default:
      return Number(serverSettings({ cpu: database.cpu, memory: database.memory })["max_connections"]);
  }
}

/** What each part opens when it runs with its most replicas, in the middle of an update. */
export function demands(settings: Settings): readonly Demand[] {
  const servers = serverNames
    .map((server) => ({ connections: most(settings, server) * pools(settings, server), who: server }))
    .filter(({ connections }) => connections > 0);
  const keda = settings.worker.autoscaling?.by === "keda" ? [{ connections: kedaConnections, who: "KEDA" }] : [];
  return [...servers, { connections: ofAnUpdate(settings), who: "an update" }, ...keda];
}

function most(settings: Settings, server: ServerName): number {
  const scaled = server === "master" ? undefined : settings[server].autoscaling?.max;
  return scaled ?? settings[server].replicas;
}

/**
 * First the schema Job, then Deployments, which start a new pod before they stop the old one, except where two may not
 * share a node.
 */
function ofAnUpdate(settings: Settings): number {
  const surging = (["api", "alert"] as const).filter((server) => settings[server].spread === "preferred");
  return Math.max(
    poolSize,
    surging.reduce((sum, server) => sum + pools(settings, server), 0),
  );
}

/** Connections of one pod: a worker has a pool only where the registry is in the database. */
function pools(settings: Settings, server: ServerName): number {
  const registry = settings.registry.backend === "jdbc" ? poolSize : 0;
  return registry + (server === "worker" ? 0 : ownPool(settings[server].env));
}

const poolVariables = ["SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE"];

/** Spring reads the pool's size from either variable. */
function ownPool(env: Readonly<Record<string, string>>): number {
  const written = poolVariables.map((name) => Number(env[name])).find((size) => Number.isInteger(size) && size > 0);
  return written ?? poolSize;
}
