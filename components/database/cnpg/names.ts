/** Name of the cluster of instances, and first part of all that the operator makes for it; it allows 50 characters. */
export const clusterName = (instance: string): string => `${instance}-database`;

/** Labels of every pod of the cluster: of its instances, and of the Jobs that make and join them. */
export const clusterLabels = (instance: string) => ({ "cnpg.io/cluster": clusterName(instance) });

/** Where backups go in a bucket, unless the stack names another folder. The operator puts the cluster's name below it. */
export const backupFolder = "database-backups";

/** The operator's authority: `ca.crt`, and `ca.key` too, which no consumer may see. */
export const authoritySecretName = (instance: string): string => `${clusterName(instance)}-ca`;

/** The Service of the primary: one of the names in the certificate of every instance. */
export const primaryHost = (instance: string, namespace: string): string =>
  `${clusterName(instance)}-rw.${namespace}.svc`;

/**
 * Ports of an instance: PostgreSQL, its metrics, and the manager beside it, which the operator asks for the state and a primary's
 * liveness probe asks of the other instances (https://cloudnative-pg.io/docs/1.27/instance_manager).
 */
export const clusterPorts = { manager: 8000, metrics: 9187, postgresql: 5432 } as const;
