import type { ChangeSet, ChangeView } from "../../core/change.ts";
import type { Field } from "../../core/field.ts";
import type { Environment, ObjectView } from "../../core/model.ts";
import { isScaled } from "../../core/replicas.ts";
import { type Role, serverRoles } from "../../core/roles.ts";
import { leastOf, scalerOf } from "../../core/scalers.ts";
import { release, scalerTypes, servingTypes } from "../../core/types.ts";
import { schedulerValues } from "../../core/values.ts";

/** How many pods of a group an update finds and leaves; a group is a workload, or a server of a Helm release. */
export interface Size {
  readonly change: ChangeView;
  readonly role: Role | undefined;
  /** Where the number stands, or would. */
  readonly at: Field;
  readonly before: number;
  /** 0 where the group is deleted. */
  readonly after: number;
}

/** Sizes of all groups that there are before an update. */
export function sizes(changes: ChangeSet): readonly Size[] {
  return changes.all.flatMap((change) => {
    if (change.before === undefined) return [];
    if (change.object.type === release) return sizesOfRelease(change);
    return servingTypes.includes(change.object.type) ? [sizeOf(change, changes)] : [];
  });
}

function sizeOf(change: ChangeView, changes: ChangeSet): Size {
  const { after, before, object } = change;
  const was = before && podsOf(before, changes.before);
  const is = after ? podsOf(after, changes.after) : 0;
  return { change, at: object.at("spec", "replicas"), role: before?.role, ...both(was, is) };
}

/** What is not known of one side is as on the other: nothing can be said about a difference. */
const both = (was: number | undefined, is: number | undefined) => ({ before: was ?? is ?? 1, after: is ?? was ?? 1 });

/** Pods that a workload is sure to have; undefined where they are up to a scaler that nobody shows. */
function podsOf(workload: ObjectView, environment: Environment): number | undefined {
  if (says(workload)) return workload.at("spec", "replicas").number;
  const scaler = scalerOf(environment, workload);
  if (scaler) return leastOf(scaler).count;
  return isScaled(workload) ? undefined : 1;
}

/** Whether the number of a workload is its own. */
const says = (workload: ObjectView | undefined) =>
  workload?.at("spec", "replicas").present === true && !isScaled(workload);

/** The chart's own numbers, where the values of a release say none: its values.yaml of version 3.2.2. */
const chartReplicas = { alert: 1, api: 1, master: 3, worker: 3 } as const;

function sizesOfRelease(change: ChangeView): readonly Size[] {
  const values = schedulerValues(change.object);
  if (values === undefined) return [];
  return serverRoles.map((role) => {
    const count = (view: ObjectView | undefined): number | undefined => {
      if (view === undefined) return 0;
      const server = view.at("values", role);
      const isKeda = server.at("keda", "enabled").flag === true;
      const said = isKeda ? server.at("keda", "minReplicaCount") : server.at("replicas");
      return said.absent && view.at("valueYamlFiles").absent ? (isKeda ? 0 : chartReplicas[role]) : said.number;
    };
    return { change, role, at: values.at(role, "replicas"), ...both(count(change.before), count(change.after)) };
  });
}

/** Where an update lowers a number of pods: what workloads and releases say, and the least of scalers. */
export function lowered(changes: ChangeSet): readonly Size[] {
  const said = sizes(changes).filter(
    ({ change: { after, before, object } }) => object.type === release || says(before) || says(after),
  );
  const scalers = changes.changed.flatMap((change): readonly Size[] => {
    const { after, before, object } = change;
    if (!scalerTypes.includes(object.type) || before === undefined || after === undefined) return [];
    const numbers = both(leastOf(before).count, leastOf(after).count);
    return [{ change, role: undefined, at: leastOf(after).at, ...numbers }];
  });
  return [...said, ...scalers].filter(({ before, after }) => after < before);
}
