import type { Problem } from "../binding/checks.ts";
import type { ReplicaBounds } from "./types.ts";

/** Everything that is wrong with the bounds and the targets ("cpuPercent"); empty when they are right. */
export function checkAutoscaling(spec: ReplicaBounds & Readonly<Record<string, unknown>>): Problem[] {
  return [...checkBounds(spec), ...Object.entries(spec).flatMap(([field, value]) => checkPercent(field, value))];
}

function checkBounds({ minReplicas, maxReplicas }: ReplicaBounds): Problem[] {
  const problems: Problem[] = [];
  if (!Number.isInteger(minReplicas) || minReplicas < 1) {
    problems.push(
      refused(
        "minReplicas",
        `${minReplicas} is no number of pods that serve; allowed is a whole number from 1. Try 2.`,
      ),
    );
  }
  if (!Number.isInteger(maxReplicas) || maxReplicas < minReplicas) {
    const least = Math.max(1, Math.ceil(minReplicas));
    problems.push(
      refused(
        "maxReplicas",
        `${maxReplicas} is below minReplicas; allowed is a whole number from ${least}. Try ${least}.`,
      ),
    );
  }
  return problems;
}

const shares: Readonly<Record<string, string>> = {
  busyPercent: "the task threads",
  cpuPercent: "the CPU request",
  memoryPercent: "the memory request",
};

function checkPercent(field: string, value: unknown): Problem[] {
  const whole = shares[field];
  if (whole === undefined || value === undefined) return [];
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100) return [];
  return [refused(field, `${value} is no share of ${whole}; allowed is a whole number, 1 to 100. Try 70.`)];
}

const refused = (field: string, reason: string): Problem => ({
  propertyPath: `spec.${field}`,
  reason: `spec.${field}: ${reason}`,
});
