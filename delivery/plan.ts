import { readFileSync, writeFileSync } from "node:fs";
import { unknownText } from "../policies/core/field.ts";
import { isRecord } from "../stacks/config/problems.ts";

/**
 * A plan of `--save-plan` that its own update fits.
 *
 * The engine (3.259.0) compares what components give out as well, and takes a reference to a resource that is still to
 * be made for another one than the reference once it is made: no plan that makes an object of a Helm chart would ever be
 * carried out. What a component gives out is nothing that an update does, so a value with such a reference becomes one
 * that only the update knows. All that a plan says of resources stays as it is.
 */
export function fittingPlan(plan: unknown): unknown {
  if (!isRecord(plan) || !isRecord(plan["resourcePlans"]))
    throw new Error("This is no plan of pulumi preview --save-plan.");
  const resourcePlans = Object.entries(plan["resourcePlans"]).map(([urn, it]) => [urn, fitting(it)]);
  return { ...plan, resourcePlans: Object.fromEntries(resourcePlans) };
}

/** Does it to a file. */
export function fitPlan(file: string): void {
  writeFileSync(file, JSON.stringify(fittingPlan(JSON.parse(readFileSync(file, "utf8")))));
}

function fitting(planned: unknown): unknown {
  if (!isRecord(planned) || !isRecord(planned["goal"])) return planned;
  const { goal } = planned;
  if (goal["custom"] !== false || !isRecord(goal["outputDiff"])) return planned;
  const outputDiff = Object.entries(goal["outputDiff"]).map(([kind, values]) => [kind, loosened(values)]);
  return { ...planned, goal: { ...goal, outputDiff: Object.fromEntries(outputDiff) } };
}

function loosened(values: unknown): unknown {
  if (!isRecord(values)) return values;
  const all = Object.entries(values).map(([key, value]) => [key, refersToFuture(value) ? unknownText : value]);
  return Object.fromEntries(all);
}

const signature = "4dabf18193072939515e22adb298388d";
const reference = "5cf8f73096256a8f31e491e813e4eb8e";

/** Whether a reference to a resource that has no id yet is somewhere in it. */
function refersToFuture(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(refersToFuture);
  if (!isRecord(value)) return false;
  if (value[signature] === reference) return value["id"] === "";
  return Object.values(value).some(refersToFuture);
}
