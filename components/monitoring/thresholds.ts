import type { MeterName } from "../scheduler/versions/metrics.ts";

/** What an alert compares with. */
export interface ThresholdFacts {
  /** The meaning, with its unit. */
  readonly description: string;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** Meters of the application without which nothing can be compared: a version that lacks one has no such alert. */
  readonly needs: readonly MeterName[];
}

const share = { max: 1, min: 0.01 };

/** Every number that an environment may set for itself. */
export const thresholdFacts = {
  alertBacklog: {
    description: "Notifications that wait in one alert server.",
    initial: 100,
    max: 300,
    min: 1,
    needs: ["ds_alert_pending"],
  },
  apiErrors: {
    ...share,
    description: "Share of requests to the API that end with an error of the server.",
    initial: 0.05,
    needs: ["ds_api_response_count_total"],
  },
  certificateDays: { description: "Days before a certificate ends.", initial: 14, max: 60, min: 1, needs: [] },
  commandBacklog: {
    description: "Commands that were made in half an hour and not taken by a master.",
    initial: 50,
    max: 100_000,
    min: 1,
    needs: ["ds_workflow_create_command_count_total"],
  },
  gcShare: {
    ...share,
    description: "Share of time that a JVM stands still to collect garbage.",
    initial: 0.2,
    needs: [],
  },
  heapShare: { ...share, description: "Share of a JVM's heap that stays in use.", initial: 0.9, needs: [] },
  poolShare: {
    ...share,
    description: "Share of the connections that a server or the database may have which is in use.",
    initial: 0.8,
    needs: [],
  },
  taskFailures: {
    ...share,
    description: "Share of finished tasks that failed, over half an hour.",
    initial: 0.2,
    needs: ["ds_task_instance_count_total"],
  },
  taskRetries: {
    ...share,
    description: "Share of submitted tasks that are retries, over half an hour.",
    initial: 0.5,
    needs: ["ds_task_instance_count_total"],
  },
  volumeFree: { ...share, description: "Share of a volume that is free.", initial: 0.15, needs: [] },
  workerBusy: { ...share, description: "Share of what the workers can do that is taken.", initial: 0.9, needs: [] },
  workflowFailures: {
    ...share,
    description: "Share of finished workflows that failed, over an hour.",
    initial: 0.2,
    needs: ["ds_workflow_instance_count_total"],
  },
} as const satisfies Record<string, ThresholdFacts>;

export type ThresholdName = keyof typeof thresholdFacts;
export type Thresholds = Readonly<Record<ThresholdName, number>>;

export const thresholdNames = Object.keys(thresholdFacts) as ThresholdName[];

/** The numbers that hold where an environment sets none. */
export function initialThresholds(): Thresholds {
  return Object.fromEntries(thresholdNames.map((name) => [name, thresholdFacts[name].initial])) as Thresholds;
}
