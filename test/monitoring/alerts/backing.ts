import { type AlertCase, component, pod, type Samples } from "./case.ts";

const master = pod("master");
const api = pod("api");
const database = pod("database");
const objectStore = pod("object-store");
const pool = 'pool="DolphinScheduler"';

export const backingCases: readonly AlertCase[] = [
  {
    alert: "DolphinConnectionTimeouts",
    at: "15m",
    fires: {
      labels: api.labels,
      samples: { [`hikaricp_connections_timeout_total{${api.text}, ${pool}}`]: "0+1x20" },
      value: "5",
    },
    quiet: [{ [`hikaricp_connections_timeout_total{${api.text}, ${pool}}`]: "4x20" }],
    world: "stock",
  },
  {
    alert: "DolphinConnectionPool",
    at: "15m",
    fires: { labels: { ...master.labels, pool: "DolphinScheduler" }, samples: connections("45x20"), value: "90%" },
    quiet: [connections("10x20")],
    world: "stock",
  },
  {
    alert: "DolphinDatabaseDown",
    at: "10m",
    fires: { labels: database.labels, samples: { [`pg_up{${database.text}}`]: "0x20" } },
    quiet: [{ [`pg_up{${database.text}}`]: "1x20" }],
    world: "stock",
  },
  {
    alert: "DolphinDatabaseDown",
    at: "10m",
    fires: { labels: component("database"), samples: { [`up{${master.text}}`]: "1x20" } },
    quiet: [{ [`pg_up{${database.text}}`]: "1x20" }],
    world: "stock",
  },
  {
    alert: "DolphinDatabaseDown",
    at: "10m",
    fires: { labels: component("database"), samples: { [`cnpg_collector_up{${database.text}}`]: "0x20" } },
    // A standby that is away is no outage.
    quiet: [
      {
        [`cnpg_collector_up{${database.text}}`]: "1x20",
        [`cnpg_collector_up{${pod("database", 1).text}}`]: "0x20",
      },
    ],
    world: "newest",
  },
  {
    alert: "DolphinDatabaseConnections",
    at: "15m",
    fires: { labels: component("database"), samples: postgresql("45x20"), value: "90%" },
    quiet: [postgresql("10x20")],
    world: "stock",
  },
  {
    alert: "DolphinDatabaseConnections",
    at: "15m",
    fires: { labels: { namespace: "data", pod: "ds-database-0" }, samples: cloudNativePg("90x20"), value: "90%" },
    quiet: [cloudNativePg("10x20")],
    world: "newest",
  },
  {
    alert: "DolphinReplicationLag",
    at: "15m",
    fires: {
      labels: database.labels,
      samples: { [`cnpg_pg_replication_lag{${database.text}}`]: "600x20" },
      value: "10m 0s",
    },
    quiet: [{ [`cnpg_pg_replication_lag{${database.text}}`]: "2x20" }],
    world: "newest",
  },
  {
    alert: "DolphinBackupOld",
    at: "40h",
    every: "1h",
    fires: { labels: component("database"), samples: backup("0x50"), value: "1d 16h 0m 0s" },
    quiet: [backup("129600x50")],
    world: "newest",
  },
  {
    alert: "DolphinObjectStoreDown",
    at: "10m",
    fires: { labels: component("object-store"), samples: { [`up{${objectStore.text}}`]: "0x20" } },
    quiet: [{ [`up{${objectStore.text}}`]: "1x20" }],
    world: "stock",
  },
  {
    alert: "DolphinObjectStoreFilling",
    at: "20m",
    fires: { labels: objectStore.labels, samples: objects("10x30"), value: "10%" },
    quiet: [objects("50x30")],
    world: "stock",
  },
];

function connections(active: string): Samples {
  return {
    [`hikaricp_connections_active{${master.text}, ${pool}}`]: active,
    [`hikaricp_connections_max{${master.text}, ${pool}}`]: "50x20",
  };
}

/** Two databases, so that the sum counts. */
function postgresql(each: string): Samples {
  return {
    [`pg_stat_database_numbackends{${database.text}, datname="dolphinscheduler"}`]: each,
    [`pg_stat_database_numbackends{${database.text}, datname="postgres"}`]: each,
    [`pg_settings_max_connections{${database.text}}`]: "100x20",
  };
}

function cloudNativePg(used: string): Samples {
  return {
    [`cnpg_backends_total{${database.text}, datname="dolphinscheduler", state="idle"}`]: used,
    [`cnpg_pg_settings_setting{${database.text}, name="max_connections"}`]: "100x20",
  };
}

function backup(samples: string): Samples {
  return {
    [`cnpg_collector_last_available_backup_timestamp{${database.text}}`]: samples,
  };
}

function objects(free: string): Samples {
  return {
    [`minio_cluster_capacity_usable_free_bytes{${objectStore.text}}`]: free,
    [`minio_cluster_capacity_usable_total_bytes{${objectStore.text}}`]: "100x30",
  };
}
