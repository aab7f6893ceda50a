import { type BadInput, bad, cloud, dev, prod } from "./base.ts";

const existing = { backend: "existing", secretName: "postgres" };

/** Scalers that must be refused. */
export const badScaling: readonly BadInput[] = [
  bad(
    "workers scaled by nobody known",
    { ...dev, worker: { autoscaling: { min: 1, max: 2 } } },
    "worker.autoscaling.by",
    /by: "keda"/,
  ),
  bad(
    "two owners of the workers",
    { ...dev, worker: { replicas: 2, autoscaling: { by: "keda", min: 1, max: 3 } } },
    "worker.replicas",
    /Remove worker\.replicas/,
  ),
  bad(
    "workers with bounds the wrong way round",
    { ...dev, worker: { autoscaling: { by: "keda", min: 4, max: 3 } } },
    "worker.autoscaling.max",
    /max: 4/,
  ),
  bad(
    "workers by gauges that their version does not show",
    {
      ...dev,
      version: "3.3.2",
      image: { registry: "example.com/ds" },
      worker: { autoscaling: { by: "hpa", min: 1, max: 2 } },
    },
    "worker.autoscaling.by",
    /by: keda/,
  ),
  bad(
    "a poll of nobody",
    { ...dev, worker: { autoscaling: { by: "hpa", min: 1, max: 2, poll: "10s" } } },
    "worker.autoscaling.poll",
    /./,
  ),
  bad(
    "production with workers scaled down to one",
    { ...prod, worker: { autoscaling: { by: "keda", min: 1, max: 3 } } },
    "worker.autoscaling.min",
    /Write 2 or more/,
  ),
  bad(
    "a scaler before a database of unknown size",
    { ...prod, database: existing, api: { autoscaling: { min: 2, max: 3 } } },
    "database.maxConnections",
    /SHOW max_connections/,
  ),
  bad(
    "a scaler before an RDS class of unknown size",
    {
      ...cloud,
      database: { ...cloud.database, instanceClass: "db.z1d.large" },
      worker: { autoscaling: { by: "keda", min: 2, max: 3 } },
    },
    "database.maxConnections",
    /maxConnections: 200/,
  ),
  bad(
    "more API servers than an existing database has connections for",
    { ...prod, database: { ...existing, maxConnections: 120 }, api: { autoscaling: { min: 2, max: 9 } } },
    "database.maxConnections",
    /Lower replicas or the max/,
  ),
  bad(
    "more API servers than the database in the cluster has connections for",
    { ...dev, api: { autoscaling: { min: 1, max: 20 } } },
    "database.memory",
    /more memory/,
  ),
  bad(
    "more masters than a small RDS instance has connections for",
    { ...cloud, database: { ...cloud.database, instanceClass: "db.t4g.micro" }, master: { replicas: 9 } },
    "database.instanceClass",
    /more instanceClass/,
  ),
  bad(
    "more workers than a registry in the database has connections for",
    { ...dev, registry: { backend: "jdbc" }, worker: { autoscaling: { by: "keda", min: 1, max: 30 } } },
    "database.memory",
    /Lower/,
  ),
];
