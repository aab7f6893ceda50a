import { mebibytes } from "../kubernetes/quantity.ts";

/** GiB of memory for each virtual CPU, by the letter that an RDS instance class begins with. */
const gibPerCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, t: 4, x: 16 };
/** Virtual CPUs by size; the burstable classes below "large" have less memory than their two processors would mean. */
const cpus: Readonly<Record<string, number>> = { micro: 0.25, small: 0.5, medium: 1, large: 2, xlarge: 4 };

/**
 * Connections that RDS allows an instance of PostgreSQL by itself: its memory, less about a tenth that RDS keeps for
 * itself, divided by 9531392, at most 5000 (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html).
 * Undefined for a class whose memory does not follow from its name.
 */
export function rdsMaxConnections(instanceClass: string): number | undefined {
  const [, family = "", size = ""] = /^db\.([a-z])[a-z0-9-]*\.([a-z0-9]+)$/.exec(instanceClass) ?? [];
  const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
  const processors = multiple === undefined ? cpus[size] : Number(multiple) * 4;
  const perCpu = gibPerCpu[family];
  if (processors === undefined || perCpu === undefined) return undefined;
  const bytes = mebibytes(`${processors * perCpu}Gi`) * 1024 * 1024;
  return Math.min(5000, Math.floor((bytes * 0.9) / 9_531_392));
}
