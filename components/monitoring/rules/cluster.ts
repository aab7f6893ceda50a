import type { Context } from "../context.ts";
import type { Alert, RuleGroup } from "./rule.ts";

/** What Kubernetes knows of the environment: by kube-state-metrics, the kubelet and cert-manager. */
export function clusterGroup(context: Context): RuleGroup {
  const here = `namespace="${context.watched.namespace}"`;
  return {
    alerts: [...volumes(context, here), schemaJob(context, here), crashing(here), ...certificate(context)],
    name: "cluster",
    recordings: [],
  };
}

/** Share of a volume below which it is a matter of minutes. */
const almostNothing = 0.03;

function volumes({ spec: { thresholds } }: Context, here: string): Alert[] {
  const free = `kubelet_volume_stats_available_bytes{${here}} / kubelet_volume_stats_capacity_bytes{${here}}`;
  return [
    {
      description: "{{ $value | humanizePercentage }} of it is free.",
      expression: `${free} < ${thresholds.volumeFree}`,
      for: "15m",
      name: "DolphinVolumeFilling",
      severity: "warning",
      summary: "The volume {{ $labels.persistentvolumeclaim }} is almost full.",
    },
    {
      description: "{{ $value | humanizePercentage }} of it is free. When it is full, its pod stops working.",
      expression: `${free} < ${almostNothing}`,
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

const secondsOfDay = 86_400;

/** Without honorLabels, which is cert-manager's default, the certificate's namespace is in `exported_namespace`. */
function certificate({ spec: { thresholds }, watched }: Context): Alert[] {
  if (watched.certificate === undefined) return [];
  const ends = (label: string) =>
    `certmanager_certificate_expiration_timestamp_seconds{name="${watched.certificate}", ${label}="${watched.namespace}"}`;
  return [
    {
      description:
        "It ends in {{ $value | humanizeDuration }} and was not renewed. Then browsers refuse the user interface.",
      expression: `(${ends("exported_namespace")} or ${ends("namespace")}) - time() < ${thresholds.certificateDays} * ${secondsOfDay}`,
      for: "1h",
      name: "DolphinCertificateEnding",
      severity: "critical",
      summary: "The certificate {{ $labels.name }} ends soon.",
    },
  ];
}
