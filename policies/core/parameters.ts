import { z } from "zod";
import { isRecord } from "../../stacks/config/problems.ts";
import { roles } from "./roles.ts";

const bounds = z.strictObject({ min: z.int().min(0), max: z.int().min(1) });

const freezeWindow = z.strictObject({
  from: z.iso.datetime({ offset: true }).describe("First moment in which nothing may change."),
  until: z.iso.datetime({ offset: true }).describe("First moment in which things may change again."),
  reason: z.string().min(1),
});

const perRole = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(roles), value);

/** Everything about the rules that a team may set, for all rules or for one. */
export const parameterSchema = z.strictObject({
  roleLimits: perRole(bounds).describe("Fewest and most replicas of a role."),
  ephemeralLogs: z
    .array(z.enum(roles))
    .describe("Roles whose logs may go with the pod: their replicas would share a claim that one node can attach."),
  logsPath: z.string().describe("Where the servers write their logs."),
  heapShare: z.number().gt(0).max(1).describe("The heap's largest share of the memory limit."),
  drainSeconds: z.int().min(1).describe("Least grace period of a worker."),
  writableRoots: z.array(z.enum(roles)).describe("Roles whose root file system may be writable."),
  registries: z.array(z.string()).describe("Registries, or registry/organisation, that images may come from."),
  maxConnections: z.int().min(1).describe("Connections that the database accepts (max_connections)."),
  poolSize: z.int().min(1).describe("Connections that one server opens at most, where it does not say so itself."),
  scaleDownSeconds: z.int().min(0).describe("Least stabilisation window before a scaler removes replicas."),
  backupDays: z.int().min(1).describe("Least retention of database backups."),
  kubernetesVersion: z.string().describe("Minor version of the cluster; empty when it is not known."),
  monitoring: z
    .enum(["whole", "required"])
    .describe("`whole`: what is monitored is monitored completely; `required`: it must be monitored."),
  maxRemovedReplicas: z.int().min(0).describe("Replicas of one workload that one update may remove."),
  maxRemovedComponents: z.int().min(0).describe("Workloads that one update may remove."),
  maxChangedFraction: z.number().min(0).max(1).describe("Share of the resources that one update may change."),
  haPairs: z.array(z.array(z.string()).min(2)).describe("Groups of resources (globs) of which one update changes one."),
  freezeWindows: z.array(freezeWindow).describe("Times in which nothing may change."),
  stagingHours: z.number().min(0).describe("Hours that staging must have run a version before production gets it."),
});

export type Parameters = z.infer<typeof parameterSchema>;
export type ParameterName = keyof Parameters;

export function defaultParameters(): Parameters {
  return {
    roleLimits: {
      master: { min: 1, max: 9 },
      worker: { min: 1, max: 50 },
      api: { min: 1, max: 10 },
      alert: { min: 1, max: 3 },
      registry: { min: 1, max: 7 },
    },
    ephemeralLogs: ["api", "alert"],
    logsPath: "/opt/dolphinscheduler/logs",
    heapShare: 0.75,
    drainSeconds: 60,
    writableRoots: ["worker"],
    registries: [],
    maxConnections: 1000,
    poolSize: 50,
    scaleDownSeconds: 300,
    backupDays: 7,
    kubernetesVersion: "",
    monitoring: "whole",
    maxRemovedReplicas: 1,
    maxRemovedComponents: 1,
    maxChangedFraction: 0.5,
    haPairs: [
      ["*namenode-0", "*namenode-1"],
      ["*resourcemanager-0", "*resourcemanager-1"],
    ],
    freezeWindows: [],
    stagingHours: 24,
  };
}

/** JSON schemas of some parameters, as a policy pack tells them to the engine. */
export function parameterSchemas(names: readonly ParameterName[]): Record<string, unknown> {
  const schemaOf = (name: ParameterName): unknown => {
    const { $schema, ...schema } = z.toJSONSchema(parameterSchema.shape[name], { io: "input" });
    return schema;
  };
  return Object.fromEntries(names.map((name) => [name, schemaOf(name)]));
}

/** Parameters with some of them set, and of limits by role some roles'; throws with every one that is wrong. */
export function withParameters(base: Parameters, changes: unknown): Parameters {
  const parsed = parameterSchema.partial().safeParse(changes);
  if (!parsed.success) throw new Error(`Policy parameters: ${z.prettifyError(parsed.error)}`);
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  const merged = given.map(([name, value]) => {
    const before = base[name as ParameterName];
    return [name, isRecord(before) && isRecord(value) ? { ...before, ...value } : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}
