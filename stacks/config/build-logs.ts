import { logVolumeSize } from "../../components/logs/sizes.ts";
import type { LogUpkeepSpec, TaskRate } from "../../components/logs/types.ts";
import type { VolumeSpec } from "../../components/scheduler/types.ts";
import type { Settings } from "./schema.ts";

/** Servers that write a file for each task. */
export const loggingServers = ["master", "worker"] as const;
export type LoggingServer = (typeof loggingServers)[number];

/** Masters run the tasks that are pure logic (conditions, dependencies, sub-workflows): taken as one in five. */
const share: Readonly<Record<LoggingServer, number>> = { master: 0.2, worker: 1 };

/** What one server has to keep. */
export function taskRate({ logs }: Settings, server: LoggingServer): TaskRate {
  const { kilobytesPerTask, retentionDays, tasksPerDay } = logs;
  return { kilobytesPerTask, retentionDays, tasksPerDay: Math.ceil(tasksPerDay * share[server]) };
}

/** The volume of a server's logs; a size that nobody wrote follows from the work. */
export function logVolume(settings: Settings, server: LoggingServer): VolumeSpec {
  const it = settings[server].logs;
  if (it.kind === "ephemeral") return { kind: "ephemeral", sizeLimit: it.size };
  const size = it.size ?? logVolumeSize(taskRate(settings, server));
  return { kind: "persistent", size, storageClass: it.storageClass ?? settings.storage };
}

export function logUpkeep({ logs: { format, retentionDays, upkeep } }: Settings): LogUpkeepSpec | undefined {
  return upkeep === "managed" ? { format, retentionDays } : undefined;
}
