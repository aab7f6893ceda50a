import { type AlertCase, pod, type Samples } from "./case.ts";

const claim = { namespace: "data", persistentvolumeclaim: "logs-ds-worker-0" };
const cleaner = { ...pod("log-cleaner").labels, pod: "ds-worker-0" };
const cleanerText = 'namespace="data", job="ds-log-cleaner", pod="ds-worker-0"';

export const clusterCases: readonly AlertCase[] = [
  {
    alert: "DolphinVolumeFilling",
    at: "20m",
    fires: { labels: claim, samples: volume("10x30"), value: "10%" },
    quiet: [volume("50x30")],
    world: "stock",
  },
  {
    alert: "DolphinVolumeFull",
    at: "5m",
    fires: { labels: claim, samples: volume("1x30"), value: "1%" },
    quiet: [volume("10x30")],
    world: "newest",
  },
  {
    alert: "DolphinSchemaJobFailed",
    at: "2m",
    fires: {
      labels: { job_name: "ds-schema-3-2-2-0a1b2c3d", namespace: "data" },
      samples: { 'kube_job_status_failed{namespace="data", job_name="ds-schema-3-2-2-0a1b2c3d"}': "1x5" },
    },
    quiet: [
      { 'kube_job_status_failed{namespace="data", job_name="ds-schema-3-2-2-0a1b2c3d"}': "0x5" },
      { 'kube_job_status_failed{namespace="other", job_name="ds-schema-3-2-2-0a1b2c3d"}': "1x5" },
    ],
    world: "stock",
  },
  {
    alert: "DolphinCertificateEnding",
    at: "2h",
    fires: {
      labels: { exported_namespace: "data", name: "ds-tls" },
      samples: certificate('exported_namespace="data"', "1000000x200"),
      value: "11d 11h 46m 40s",
    },
    quiet: [certificate('exported_namespace="data"', "2000000x200")],
    world: "stock",
  },
  {
    alert: "DolphinCertificateEnding",
    at: "2h",
    fires: {
      labels: { name: "ds-tls", namespace: "data" },
      samples: certificate('namespace="data"', "1000000x200"),
      value: "11d 11h 46m 40s",
    },
    quiet: [certificate('namespace="other"', "1000000x200")],
    world: "newest",
  },
  {
    alert: "DolphinLogCleanerStopped",
    at: "3h",
    fires: { labels: cleaner, samples: lastPass("60x200"), value: "2h 59m 0s" },
    // Before its first pass it says 0.
    quiet: [lastPass("60+60x200"), lastPass("0x200")],
    world: "stock",
  },
  {
    alert: "DolphinLogsOverLimit",
    at: "90m",
    fires: { labels: cleaner, samples: logs("120x100"), value: "120%" },
    quiet: [logs("80x100")],
    world: "stock",
  },
];

function volume(free: string): Samples {
  const labels = 'namespace="data", persistentvolumeclaim="logs-ds-worker-0"';
  return {
    [`kubelet_volume_stats_available_bytes{${labels}}`]: free,
    [`kubelet_volume_stats_capacity_bytes{${labels}}`]: "100x30",
  };
}

function certificate(namespace: string, samples: string): Samples {
  return {
    [`certmanager_certificate_expiration_timestamp_seconds{name="ds-tls", ${namespace}}`]: samples,
  };
}

function lastPass(samples: string): Samples {
  return {
    [`dolphinpod_log_cleaner_last_pass_timestamp_seconds{${cleanerText}}`]: samples,
  };
}

function logs(used: string): Samples {
  return {
    [`dolphinpod_log_cleaner_task_log_bytes{${cleanerText}}`]: used,
    [`dolphinpod_log_cleaner_limit_bytes{${cleanerText}}`]: "100x100",
  };
}
