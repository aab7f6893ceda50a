import { priorityClasses, priorityClassName } from "../../components/availability/priority.ts";
import type { AvailabilitySpec } from "../../components/availability/types.ts";
import type { ServerName } from "../../components/scheduler/types.ts";
import type { Settings } from "./schema.ts";

const environmentOf = ({ name, namespace }: Settings) => ({ name, namespace: namespace ?? name });

export function availability(settings: Settings): AvailabilitySpec {
  if (settings.availability.priorityClasses === "none") {
    return { backingPriorityClass: undefined, priorityClasses: [] };
  }
  const environment = environmentOf(settings);
  return {
    backingPriorityClass: priorityClassName("control", environment),
    priorityClasses: priorityClasses(environment),
  };
}

/** Priority class of a server: what the stack file names, or the environment's own. */
export function serverPriorityClass(settings: Settings, server: ServerName): string | undefined {
  const named = settings[server].priorityClass;
  if (named !== undefined || settings.availability.priorityClasses === "none") return named;
  return priorityClassName(server === "worker" ? "work" : "control", environmentOf(settings));
}
