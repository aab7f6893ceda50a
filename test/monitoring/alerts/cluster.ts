import { type AlertCase, pod, type Samples, text } from "./case.ts";

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
    alert: "DolphinVolumeFilling",
    at: "20m",
    fires: { labels: claim, samples: { ...volume("50x30"), ...inodes("10x30", "100x30") }, value: "10%" },
    // A file system without a fixed number of inodes says 0 of 0.
    quiet: [
      { ...volume("50x30"), ...inodes("50x30", "100x30") },
      { ...volume("50x30"), ...inodes("0x30", "0x30") },
    ],
    world: "newest",
  },
  {
    alert: "DolphinVolumeFull",
    at: "5m",
    fires: { labels: claim, samples: volume("1x30"), value: "1%" },
    quiet: [volume("10x30")],
    world: "newest",
  },
  {
    alert: "DolphinVolumeFull",
    at: "5m",
    fires: { labels: claim, samples: { ...volume("50x30"), ...inodes("1x30", "100x30") }, value: "1%" },
    quiet: [{ ...volume("50x30"), ...inodes("10x30", "100x30") }],
    world: "stock",
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
  ...["ds-registry-ca", "ds-registry-client-2", "ds-registry-member-2"].map(
    (name): AlertCase => ({
      alert: "DolphinCertificateEnding",
      at: "2h",
      fires: {
        labels: { exported_namespace: "data", name },
        samples: certificate('exported_namespace="data"', "1000000x200", name),
        value: "11d 11h 46m 40s",
      },
      quiet: [certificate('exported_namespace="data"', "1000000x200", "somebody-elses")],
      world: "stock",
    }),
  ),
  ...(
    [
      ["stock", "ds-registry-member-2", "zookeeper", "ds-zookeeper-0"],
      ["stock", "ds-registry-client-2", "ds-worker", "ds-worker-0"],
      ["newest", "ds-registry-client", "ds-api", "ds-api-7d4b9c6f5-x2x4z"],
    ] as const
  ).map(
    ([world, name, container, pod]): AlertCase => ({
      alert: "DolphinRegistryCertificateOld",
      at: "40h",
      every: "1h",
      fires: {
        labels: { container, namespace: "data", pod },
        samples: { ...started(container, pod, 0), ...renewed(name) },
        value: "1d 16h 0m 0s",
      },
      quiet: [
        // It started again since, or nothing is known of the certificate.
        { ...started(container, pod, 20 * 3600), ...renewed(name) },
        started(container, pod, 0),
        { ...started("cleaner", pod, 0), ...renewed(name) },
      ],
      world,
    }),
  ),
  {
    alert: "DolphinRegistryCertificateOld",
    at: "40h",
    every: "1h",
    fires: {
      labels: { container: "ds-master", namespace: "data", pod: "ds-master-0" },
      samples: { ...started("ds-master", "ds-master-0", 0), ...renewed("ds-registry-client") },
      value: "1d 16h 0m 0s",
    },
    // The members of an etcd read a new certificate at once.
    quiet: [{ ...started("etcd", "ds-etcd-0", 0), ...renewed("ds-registry-member") }],
    world: "newest",
  },
  {
    alert: "DolphinLogCleanerStopped",
    at: "3h",
    fires: { labels: cleaner, samples: lastPass("60x200") },
    // A pass of half an hour is followed by a pause nine times as long.
    quiet: [lastPass("60+60x200"), lastPass("60x200", "1800x200")],
    world: "stock",
  },
  {
    alert: "DolphinLogCleanerStopped",
    at: "3h",
    // Its first pass has no end.
    fires: { labels: cleaner, samples: lastPass("0x200") },
    quiet: [lastPass("0x20 1200+60x200")],
    world: "stock",
  },
  {
    alert: "DolphinLogCleanerStopped",
    at: "3h",
    fires: { labels: cleaner, samples: { [`up{${cleanerText}}`]: "0x200" } },
    quiet: [{ [`up{${cleanerText}}`]: "1x200" }, { [`up{${cleanerText}}`]: "1x160 0x20" }],
    world: "newest",
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

function inodes(free: string, all: string): Samples {
  return {
    [`kubelet_volume_stats_inodes_free{${text(claim)}}`]: free,
    [`kubelet_volume_stats_inodes{${text(claim)}}`]: all,
  };
}

function certificate(namespace: string, samples: string, name = "ds-tls"): Samples {
  return {
    [`certmanager_certificate_expiration_timestamp_seconds{name="${name}", ${namespace}}`]: samples,
  };
}

function started(container: string, pod: string, at: number): Samples {
  return {
    [`kube_pod_container_state_started{${text({ container, namespace: "data", pod })}}`]: `${at}x50`,
  };
}

/** It was issued after ten hours, and lasts a year from then on. */
function renewed(name: string): Samples {
  return certificate('exported_namespace="data"', `${10 * 3600 + 8760 * 3600}x50`, name);
}

function lastPass(samples: string, seconds = "60x200"): Samples {
  return {
    [`dolphinpod_log_cleaner_last_pass_duration_seconds{${cleanerText}}`]: seconds,
    [`dolphinpod_log_cleaner_last_pass_timestamp_seconds{${cleanerText}}`]: samples,
  };
}

function logs(used: string): Samples {
  return {
    [`dolphinpod_log_cleaner_task_log_bytes{${cleanerText}}`]: used,
    [`dolphinpod_log_cleaner_limit_bytes{${cleanerText}}`]: "100x100",
  };
}
