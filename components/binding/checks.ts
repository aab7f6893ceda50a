import * as pulumi from "@pulumi/pulumi";
import { parseQuantity } from "../kubernetes/quantity.ts";

/** One argument that is wrong: which, and why with a way out. */
export interface Problem {
  readonly propertyPath: string;
  readonly reason: string;
}

/** Throws one error that names every problem; nothing happens when there is none. */
export function refuse(component: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: `${component}: ${problems.map((problem) => problem.reason).join(" ")}`,
    errors: [...problems],
  });
}

/** Leaves room for "-zookeeper-headless" and "-minio-bucket-<hash>" within the 63 characters that Kubernetes allows. */
export const maxInstanceLength = 41;

/** The instance is the prefix of every object's name and a label's value. */
export function checkInstance(instance: string): Problem[] {
  if (/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(instance) && instance.length <= maxInstanceLength) return [];
  return [
    {
      propertyPath: "instance",
      reason:
        `instance: "${instance}" cannot prefix object names; allowed are at most ${maxInstanceLength} lower-case ` +
        'letters, digits and "-", a letter first and no "-" last. Try "dolphinscheduler".',
    },
  ];
}

/** Sizes that settings are derived from, such as a heap, must be plain Kubernetes quantities. */
export function checkQuantity(propertyPath: string, value: string, example: string): Problem[] {
  const bytes = parseQuantity(value);
  if (bytes !== undefined && bytes > 0) return [];
  return [
    {
      propertyPath,
      reason: `${propertyPath}: "${value}" is no size; allowed is a number above 0 with a unit such as Mi or Gi. Try "${example}".`,
    },
  ];
}
