import { z } from "zod";
import { mebibytes, parseQuantity } from "../../../components/kubernetes/quantity.ts";
import { option } from "./option.ts";
import { matching, objectName } from "./text.ts";

const numberAsText = (value: unknown) => (typeof value === "number" ? String(value) : value);
// 500 is 500m without its unit: no server has use for a hundred cores.
const cpuPattern = /^(\d{1,5}m|\d{1,2}(\.\d{1,3})?)$/;
const bytesPattern = /^\d{1,6}(\.\d{1,3})?(Ki|Mi|Gi|Ti|k|M|G|T)$/;

const cores = option(
  z.preprocess(
    numberAsText,
    matching(cpuPattern).refine((text) => (parseQuantity(text) ?? 0) >= 0.01),
  ),
  {
    description: "CPU.",
    allowed: 'cores (2, "1.5") or thousandths ("500m"), from 10m to 99',
    example: "500m",
    hint: "cpu",
  },
);

export function bytes(minMiB: number) {
  return option(
    matching(bytesPattern).refine((text) => mebibytes(text) >= minMiB),
    {
      description: "Bytes.",
      allowed: `bytes with a unit such as Mi or Gi, at least ${minMiB}Mi`,
      example: "2Gi",
      hint: "bytes",
    },
  );
}

/** `x` is short for `{request: x, limit: x}`, and a request that is left out is the limit. */
function requestAndLimit(amount: z.ZodType<string>) {
  return z.preprocess(
    (value) => (typeof value === "string" || typeof value === "number" ? { limit: value } : value),
    z
      .strictObject({ request: amount.optional(), limit: amount })
      .transform(({ request, limit }) => ({ request: request ?? limit, limit })),
  );
}

export function cpu(whose: string) {
  return option(requestAndLimit(cores), {
    description: `CPU of ${whose}. One value is both request and limit.`,
    allowed: 'cores (2, "500m"), from 10m to 99, or {request, limit}',
    example: { request: "500m", limit: 2 },
    shorthand: { type: ["string", "number"] },
    hint: "cpu",
  });
}

export function memory(whose: string, minMiB: number) {
  return option(requestAndLimit(bytes(minMiB)), {
    description: `Memory of ${whose}. One value is both request and limit.`,
    allowed: `bytes with a unit ("8Gi"), at least ${minMiB}Mi, or {request, limit}`,
    example: "8Gi",
    shorthand: { type: "string" },
    hint: "bytes",
  });
}

export function heap() {
  return option(
    matching(bytesPattern).refine((text) => mebibytes(text) >= 128),
    {
      description:
        "Java heap (-Xms and -Xmx); at most 75 % of the memory limit. " +
        "Left out, it is 60 % of the limit, and 40 % on workers, whose tasks share the memory.",
      allowed: 'bytes with a unit ("4Gi"), at least 128Mi',
      example: "4Gi",
      hint: "bytes",
    },
  );
}

const size = option(bytes(100), {
  description: "Size of the volume.",
  allowed: "bytes with a unit such as Gi, at least 100Mi",
  example: "20Gi",
  hint: "bytes",
});

const storageClass = objectName("Storage class; left out, the `storage` section's, then the cluster's default.", "gp3");

/** A volume claim of a backing service: a size, or a size and a class. */
export function storage(description: string) {
  return option(
    z.preprocess(
      (value) => (typeof value === "string" ? { size: value } : value),
      z.strictObject({ size, storageClass: storageClass.optional() }),
    ),
    {
      description,
      allowed: "a size such as 20Gi, or {size, storageClass}",
      example: { size: "20Gi", storageClass: "gp3" },
      shorthand: { type: "string" },
      hint: "bytes",
    },
  );
}

function asVolume(value: unknown): unknown {
  if (value === "ephemeral") return { kind: "ephemeral" };
  if (typeof value === "string") return { kind: "persistent", size: value };
  if (typeof value === "object" && value !== null && !("kind" in value)) return { ...value, kind: "persistent" };
  return value;
}

const volumeKind = { allowed: "persistent, ephemeral", example: "persistent" };

/** A volume of a server: a size, `ephemeral`, or either written long. */
export const volume = (description: string) => volumeOf(size, description);

/** A volume whose size may be left out, because it is computed then. */
export const logVolume = (description: string) => volumeOf(size.optional(), description);

function volumeOf<T extends z.ZodType>(persistentSize: T, description: string) {
  return option(
    z.preprocess(
      asVolume,
      z.discriminatedUnion("kind", [
        z.strictObject({
          kind: option(z.literal("persistent").default("persistent"), {
            ...volumeKind,
            description: "The volume outlives its pod.",
          }),
          size: persistentSize,
          storageClass: storageClass.optional(),
        }),
        z.strictObject({
          kind: option(z.literal("ephemeral"), { ...volumeKind, description: "The volume goes with its pod." }),
          size: size.default("5Gi"),
        }),
      ]),
    ),
    {
      description,
      allowed: "a size such as 20Gi, ephemeral, or {kind, size, storageClass}",
      example: "20Gi",
      shorthand: { type: "string" },
      hint: "bytes",
    },
  );
}
