import { version33 } from "./3.3.ts";
import { compareVersions } from "./advisories.ts";
import type { ApplicationVersion, MetricFacts } from "./types.ts";

/**
 * 3.4.x: no fact about its images says that 3.3's layout changed, so they are taken to be alike, own images included.
 * 3.4.2 is the first version without the authorization weaknesses of 2026.
 */
export function version34(version: string): ApplicationVersion {
  // OpenID Connect came with apache/dolphinscheduler#17340.
  const older = version33(version);
  return { ...older, logins: ["password", "ldap", "casdoor", "oidc"], metrics: metricsOf(version, older.metrics) };
}

/** WorkflowInstanceMetrics counts again from 3.4.2 on (apache/dolphinscheduler#17847, #18082). */
function metricsOf(version: string, older: MetricFacts): MetricFacts {
  if (compareVersions(version, "3.4.2") < 0) return older;
  return {
    meters: [...older.meters, "ds_workflow_instance_count_total"],
    workflowStates: {
      succeeded: "SUCCESS",
      failed: "FAILURE",
      others: [
        "FAILOVER",
        "PAUSE",
        "READY_PAUSE",
        "READY_STOP",
        "RUNNING_EXECUTION",
        "SERIAL_WAIT",
        "STOP",
        "SUBMITTED_SUCCESS",
      ],
    },
  };
}
