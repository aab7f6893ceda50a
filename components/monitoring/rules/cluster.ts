import type { Context } from "../context.ts";
import { certificateAlerts } from "./certificates.ts";
import type { Alert, RuleGroup } from "./rule.ts";

/** What Kubernetes knows of the environment: by kube-state-metrics, the kubelet and cert-manager. */
export function clusterGroup(context: Context): RuleGroup {
  const here = `namespace="${context.watched.namespace}"`;
  return {
    alerts: [...volumes(context, here), schemaJob(context, here), crashing(here), ...certificateAlerts(context)],
    name: "cluster",
    recordings: [],
  };
}

/** Share of a volume below which it is a matter of minutes. */
const almostNothing = 0.03;

/** Small files use up inodes, of which a file system may have a fixed number, before bytes. One without says 0 of 0. */
function volumes({ spec: { thresholds } }: Context, here: string): Alert[] {
  const bytes = `kubelet_volume_stats_available_bytes{${here}} / kubelet_volume_stats_capacity_bytes{${here}}`;
  const inodes = `kubelet_volume_stats_inodes_free{${here}} / kubelet_volume_stats_inodes{${here}}`;
  const below = (share: number) => [bytes, inodes].map((free) => `${free} < ${share}`).join("\nor\n");
  return [
    {
      description: "{{ $value | humanizePercentage }} of its bytes or of its inodes are free.",
      expression: below(thresholds.volumeFree),
      for: "15m",
      name: "DolphinVolumeFilling",
      severity: "warning",
      summary: "The volume {{ $labels.persistentvolumeclaim }} is almost full.",
    },
    {
      description:
        "{{ $value | humanizePercentage }} of its bytes or of its inodes are free. When it is full, its pod stops working.",
      expression: below(almostNothing),
      for: "1m",
      name: "DolphinVolumeFull",
      severity: "critical",
      summary: "The volume {{ $labels.persistentvolumeclaim }} is full.",
    },
  ];
}

/** The Job's name begins like this and goes on with the version (components/scheduler/tools-job.ts). */
function schemaJob({ watched: { instance } }: Context, here: string): Alert {
  return {
    description: "The database's tables are not those of this version, so no server was started with them.",
    expression: `kube_job_status_failed{${here}, job_name=~"${instance}-schema-.+"} > 0`,
    for: "0m",
    name: "DolphinSchemaJobFailed",
    severity: "critical",
    summary: "The schema Job {{ $labels.job_name }} failed.",
  };
}

function crashing(here: string): Alert {
  const reasons = "CrashLoopBackOff|CreateContainerConfigError|ErrImagePull|ImagePullBackOff";
  return {
    description: "Kubernetes says {{ $labels.reason }}.",
    expression: `kube_pod_container_status_waiting_reason{${here}, reason=~"${reasons}"} > 0`,
    for: "10m",
    name: "DolphinPodStuck",
    severity: "warning",
    summary: "{{ $labels.container }} of {{ $labels.pod }} does not start.",
  };
}
