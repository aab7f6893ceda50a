import { cleanerMetrics } from "../logs/metrics.ts";
import { applicationVersion } from "../scheduler/versions/index.ts";
import { seriesOf } from "../scheduler/versions/metrics.ts";

/**
 * Series that are not the application's, by who shows them. Sources: the documentation of each at the version that is
 * installed beside it.
 */
export const foreignSeries = {
  prometheus: ["up"],
  "log-cleaner": Object.values(cleanerMetrics),
  /** https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics */
  "kube-state-metrics": [
    "kube_deployment_spec_replicas",
    "kube_deployment_status_replicas_available",
    "kube_job_status_failed",
    "kube_pod_container_resource_limits",
    "kube_pod_container_state_started",
    "kube_pod_container_status_restarts_total",
    "kube_pod_container_status_waiting_reason",
    "kube_statefulset_replicas",
    "kube_statefulset_status_replicas_ready",
  ],
  /** https://kubernetes.io/docs/reference/instrumentation/metrics */
  kubelet: [
    "kubelet_volume_stats_available_bytes",
    "kubelet_volume_stats_capacity_bytes",
    "kubelet_volume_stats_inodes",
    "kubelet_volume_stats_inodes_free",
  ],
  cadvisor: ["container_cpu_usage_seconds_total", "container_memory_working_set_bytes"],
  /** https://cert-manager.io/docs/devops-tips/prometheus-metrics */
  "cert-manager": ["certmanager_certificate_expiration_timestamp_seconds", "certmanager_certificate_ready_status"],
  /** https://github.com/prometheus-community/postgres_exporter/tree/v0.17.1/collector */
  "postgres-exporter": [
    "pg_database_size_bytes",
    "pg_locks_count",
    "pg_settings_max_connections",
    "pg_stat_activity_count",
    "pg_stat_activity_max_tx_duration",
    "pg_stat_database_blks_hit",
    "pg_stat_database_blks_read",
    "pg_stat_database_deadlocks",
    "pg_stat_database_numbackends",
    "pg_stat_database_xact_commit",
    "pg_stat_database_xact_rollback",
    "pg_up",
  ],
  /** https://cloudnative-pg.io/docs/1.27/monitoring */
  "cloudnative-pg": [
    "cnpg_backends_total",
    "cnpg_collector_last_available_backup_timestamp",
    "cnpg_collector_last_failed_backup_timestamp",
    "cnpg_collector_up",
    "cnpg_pg_database_size_bytes",
    "cnpg_pg_replication_lag",
    "cnpg_pg_settings_setting",
  ],
  /** https://etcd.io/docs/v3.6/metrics */
  etcd: [
    "etcd_disk_backend_commit_duration_seconds_bucket",
    "etcd_disk_wal_fsync_duration_seconds_bucket",
    "etcd_disk_wal_fsync_duration_seconds_count",
    "etcd_disk_wal_fsync_duration_seconds_sum",
    "etcd_mvcc_db_total_size_in_bytes",
    "etcd_network_client_grpc_received_bytes_total",
    "etcd_network_client_grpc_sent_bytes_total",
    "etcd_server_has_leader",
    "etcd_server_leader_changes_seen_total",
    "etcd_server_proposals_failed_total",
    "etcd_server_proposals_pending",
    "etcd_server_quota_backend_bytes",
  ],
  /** https://zookeeper.apache.org/doc/r3.8.4/zookeeperMonitor.html */
  zookeeper: [
    "approximate_data_size",
    "avg_latency",
    "ephemerals_count",
    "global_sessions",
    "max_latency",
    "num_alive_connections",
    "open_file_descriptor_count",
    "outstanding_requests",
    "quorum_size",
    "synced_followers",
    "watch_count",
    "znode_count",
  ],
  /** https://min.io/docs/minio/linux/reference/minio-metrics-and-alerts.html, version 2 */
  minio: [
    "minio_cluster_capacity_usable_free_bytes",
    "minio_cluster_capacity_usable_total_bytes",
    "minio_cluster_drive_offline_total",
    "minio_cluster_health_status",
    "minio_s3_requests_5xx_errors_total",
    "minio_s3_requests_total",
    "minio_s3_traffic_received_bytes",
    "minio_s3_traffic_sent_bytes",
  ],
} as const satisfies Record<string, readonly string[]>;

/** Every series that a query about an environment of this version may name, besides its recorded ones. */
export function knownSeries(version: string): ReadonlySet<string> {
  return new Set([...seriesOf(applicationVersion(version)), ...Object.values(foreignSeries).flat()]);
}
