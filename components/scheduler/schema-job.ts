import type { Identity } from "../kubernetes/labels.ts";
import { type ToolsRun, toolsAccountName, toolsIdentity, toolsJob } from "./tools-job.ts";
import type { SchedulerSpec } from "./types.ts";
import { applicationVersion } from "./versions/index.ts";

const component = "schema";

/** Identity of the Job that makes or upgrades the database's tables; network policies let it reach the database. */
export const schemaIdentity = (instance: string): Identity => toolsIdentity(instance, component);

/** Name of the Job's ServiceAccount. */
export const schemaAccountName = (spec: SchedulerSpec): string => toolsAccountName(spec.name, component);

/**
 * The Job that makes or upgrades the database's tables before any server starts. The chart's own is a post-install hook,
 * which waits for servers that wait for it, or is dropped (trap 1). New credentials of the database are another run,
 * which proves them before any server restarts with them. `afterwards` are runs that need the tables.
 */
export const schemaJob = (spec: SchedulerSpec, afterwards: readonly ToolsRun[] = []) =>
  toolsJob(spec, [{ annotations: {}, component, script: script(spec), variables: [] }, ...afterwards]);

/**
 * The image decides: an empty database is initialised, an older one upgraded. The registry's tables are made by a script
 * that leaves existing ones alone (CommandApplication at 3.2.2); the SQL file of the same name drops them and is not
 * used.
 */
function script(spec: SchedulerSpec): string {
  const { jdbcRegistryTables } = applicationVersion(spec.version);
  const registry = spec.bindings.registry.type === "jdbc" && jdbcRegistryTables === "script";
  return ["bash tools/bin/upgrade-schema.sh", ...(registry ? ["bash tools/bin/initialize-jdbc-registry.sh"] : [])].join(
    "\n",
  );
}
