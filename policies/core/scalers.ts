import type { Field } from "./field.ts";
import type { Environment, ObjectView } from "./model.ts";
import { type Role, targetRole } from "./roles.ts";
import { scaledObject, scalerTypes, servingTypes } from "./types.ts";

/** One end of a scaler's range. */
export interface Bound {
  readonly at: Field;
  /** What holds, where nothing is said too; undefined when it is not known. */
  readonly count: number | undefined;
}

const isKeda = ({ type }: ObjectView) => type === scaledObject;

/** The fewest replicas: Kubernetes starts from 1 where nothing is said, KEDA from 0. */
export function leastOf(scaler: ObjectView): Bound {
  const at = scaler.at("spec", isKeda(scaler) ? "minReplicaCount" : "minReplicas");
  return { at, count: at.absent ? (isKeda(scaler) ? 0 : 1) : at.number };
}

/** The most replicas: KEDA goes up to 100 where nothing is said, Kubernetes wants a number. */
export function mostOf(scaler: ObjectView): Bound {
  const at = scaler.at("spec", isKeda(scaler) ? "maxReplicaCount" : "maxReplicas");
  return { at, count: at.absent && isKeda(scaler) ? 100 : at.number };
}

export const targetName = (scaler: ObjectView): Field => scaler.at("spec", "scaleTargetRef", "name");

/** The kind that a scaler asks for: KEDA takes a Deployment where none is said. */
export function targetKind(scaler: ObjectView): { readonly at: Field; readonly kind: string | undefined } {
  const at = scaler.at("spec", "scaleTargetRef", "kind");
  return { at, kind: at.absent && isKeda(scaler) ? "Deployment" : at.text };
}

export const kindOf = ({ type }: ObjectView): string => type.split(":").at(-1) ?? "";

/** The workload that a scaler means: of its kind if there is one, for a wrong kind is a finding of its own. */
export function targetOf(environment: Environment, scaler: ObjectView): ObjectView | undefined {
  const name = targetName(scaler).text;
  if (name === undefined) return undefined;
  const { kind } = targetKind(scaler);
  const called = environment.in(scaler.namespace, ...servingTypes).filter((it) => it.name === name);
  return called.find((it) => kindOf(it) === kind) ?? called[0];
}

/** The scaler that a workload's number of pods is up to. */
export function scalerOf(environment: Environment, workload: ObjectView): ObjectView | undefined {
  return environment
    .in(workload.namespace, ...scalerTypes)
    .find((it) => targetOf(environment, it)?.object === workload.object);
}

/**
 * The role that a scaler is for: its target's. Where nobody shows the target, its name tells, and what else the scaler
 * says whether it is of a DolphinScheduler.
 */
export function scaledRole(environment: Environment, scaler: ObjectView): Role | undefined {
  const shown = targetOf(environment, scaler)?.role;
  if (shown !== undefined) return shown;
  const target = targetName(scaler).text ?? "";
  const labels = scaler.at("metadata", "labels").fields.map(({ text }) => text ?? "");
  const queries = scaler.at("spec", "triggers").items.map((trigger) => trigger.at("metadata", "query").text ?? "");
  const signs = [scaler.name, scaler.namespace, target, ...labels, ...queries];
  return targetRole(
    target,
    signs.some((sign) => sign.includes("dolphinscheduler") || sign.includes("t_ds_task_instance")),
  );
}
