import { initialThresholds } from "../../components/monitoring/thresholds.ts";
import type { MonitoringSpec, Watched } from "../../components/monitoring/types.ts";
import { certificateNames } from "../../components/registry/certificates.ts";

export const spec: MonitoringSpec = {
  labels: { release: "kube-prometheus-stack" },
  runbooks: "https://example.com/runbooks",
  scrapeSeconds: 30,
  silenced: [],
  thresholds: initialThresholds(),
};

/** Everything in the cluster, with the version whose stock images run. */
export const stock: Watched = {
  certificate: "ds-tls",
  database: "postgresql",
  instance: "ds",
  logCleaners: "present",
  namespace: "data",
  objectStore: "minio",
  registry: { certificates: certificateNames("ds", 2), kind: "zookeeper", members: 3 },
  replicas: { alert: 1, api: 2, master: 3, worker: 3 },
  version: "3.2.2",
  workerThreads: 50,
};

/** Operators and etcd, with a version whose tasks are not counted. */
export const newest: Watched = {
  ...stock,
  database: "cloudnative-pg",
  objectStore: "elsewhere",
  registry: { certificates: certificateNames("ds", 1), kind: "etcd", members: 3 },
  version: "3.4.2",
};

export const worlds = { newest, stock };
export type World = keyof typeof worlds;
