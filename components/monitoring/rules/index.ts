import { type Context, contextOf } from "../context.ts";
import { seriesIn } from "../promql.ts";
import { knownSeries } from "../series.ts";
import type { MonitoringSpec, Watched } from "../types.ts";
import { clusterGroup } from "./cluster.ts";
import { databaseGroup } from "./database.ts";
import { jvmGroup } from "./jvm.ts";
import { logGroup } from "./logs.ts";
import { objectStoreGroup } from "./object-store.ts";
import { registryGroup } from "./registry.ts";
import { requestGroup } from "./requests.ts";
import type { RuleGroup } from "./rule.ts";
import { schedulingGroup } from "./scheduling.ts";
import { serverGroup } from "./servers.ts";
import { workGroup } from "./work.ts";

export type { Alert, Recording, RuleGroup } from "./rule.ts";

const groups: readonly ((context: Context) => RuleGroup)[] = [
  serverGroup,
  schedulingGroup,
  workGroup,
  requestGroup,
  jvmGroup,
  databaseGroup,
  registryGroup,
  objectStoreGroup,
  logGroup,
  clusterGroup,
];

/**
 * The rules of an environment: what its version and its backing services show, less what is silenced.
 *
 * @throws Error for a rule on a series that nobody shows: it would be silent for ever.
 */
export function ruleGroups(watched: Watched, spec: MonitoringSpec): readonly RuleGroup[] {
  const context = contextOf(watched, spec);
  const made = groups
    .map((group) => group(context))
    .map((group) => ({ ...group, alerts: group.alerts.filter(({ name }) => !spec.silenced.includes(name)) }))
    .filter(({ alerts, recordings }) => alerts.length + recordings.length > 0);
  checkSeries(watched.version, made);
  return made;
}

/** Names of all series that the rules record: what dashboards may use besides. */
export function recordedSeries(watched: Watched, spec: MonitoringSpec): readonly string[] {
  return ruleGroups(watched, spec).flatMap(({ recordings }) => recordings.map(({ name }) => name));
}

export function checkSeries(version: string, made: readonly RuleGroup[]): void {
  const known = new Set([
    ...knownSeries(version),
    ...made.flatMap(({ recordings }) => recordings.map(({ name }) => name)),
  ]);
  const unknown = made
    .flatMap(({ alerts, recordings }) => [...recordings, ...alerts])
    .flatMap(({ expression, name }) =>
      seriesIn(expression)
        .filter((series) => !known.has(series))
        .map((series) => `${name}: ${series}`),
    );
  if (unknown.length === 0) return;
  throw new Error(
    `Rules name series that nobody shows with version ${version}, so they would be silent for ever: ` +
      `${unknown.join(", ")}. Allowed are those of components/scheduler/versions and of components/monitoring/series.ts.`,
  );
}
