import { mebibytes } from "../kubernetes/quantity.ts";
import { boundVariables, datasourceVariables } from "./bindings.ts";
import { staleVariables, zoneEnvironment } from "./environment.ts";
import { boundsOf } from "./replicas.ts";
import { type SchedulerSpec, type ServerName, type ServerSpec, serverNames } from "./types.ts";
import { applicationVersions } from "./versions/index.ts";

/** What is wrong with one input: where, and the value received, what is allowed and the fix in one sentence. */
export interface Problem {
  readonly propertyPath: string;
  readonly reason: string;
}

/** Everything that is wrong with a spec, so that one run names it all. */
export function validate(spec: SchedulerSpec): readonly Problem[] {
  if (!Object.hasOwn(applicationVersions, spec.version)) return [unknownVersion(spec.version)];
  return [
    ...checkName(spec.name),
    ...serverNames.flatMap((server) => checkServer(spec, server)),
    ...checkAutoscaling(spec),
    ...checkDrain(spec),
    ...checkSignIn(spec),
    ...checkLogin(spec),
  ];
}

const unknownVersion = (version: string): Problem => ({
  propertyPath: "spec.version",
  reason: `${version} has no data file; allowed are ${Object.keys(applicationVersions).join(", ")}.`,
});

/** The longest name made of it is the schema Job's, whose pods carry it as a label value of at most 63 characters. */
const longestSuffix = "-schema-0-0-00-00000000".length;

function checkName(name: string): readonly Problem[] {
  const most = 63 - longestSuffix;
  if (/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= most) return [];
  return [
    {
      propertyPath: "spec.name",
      reason: `"${name}" cannot start the names of objects; use at most ${most} lower-case letters, digits and dashes, a letter first.`,
    },
  ];
}

function checkServer(spec: SchedulerSpec, server: ServerName): readonly Problem[] {
  const { heapMiB, logs, processors, resources }: ServerSpec = spec.servers[server];
  const path = `spec.servers.${server}`;
  const limit = mebibytes(resources.memory.limit);
  const deployment = server === "api" || server === "alert";
  return [
    ...(Number.isInteger(processors) && processors > 0
      ? []
      : [
          { propertyPath: `${path}.processors`, reason: `${processors} is not a number of processors; use 1 or more.` },
        ]),
    ...(heapMiB > 0 && heapMiB < limit
      ? []
      : [
          {
            propertyPath: `${path}.heapMiB`,
            reason: `a heap of ${heapMiB} MiB does not fit the memory limit ${resources.memory.limit}; the JVM needs room beside it. Try ${Math.floor(limit * 0.6)}.`,
          },
        ]),
    ...(deployment && logs.kind === "persistent"
      ? [
          {
            propertyPath: `${path}.logs`,
            reason: `a persistent volume holds back every rollout of a Deployment, because only one node can attach it; use kind "ephemeral". The server logs to the console too.`,
          },
        ]
      : []),
    ...checkVariables(spec, server, path),
  ];
}

/** Variables that a user cannot set: those that bindings give, and those that bind to nothing. */
function checkVariables(spec: SchedulerSpec, server: ServerName, path: string): readonly Problem[] {
  const bound = new Set([
    ...boundVariables(spec, server).map(({ name }) => name),
    ...datasourceVariables,
    ...Object.keys(zoneEnvironment(spec)),
  ]);
  return Object.keys(spec.servers[server].env).flatMap((name) => {
    const propertyPath = `${path}.env.${name}`;
    if (bound.has(name)) return [{ propertyPath, reason: "is set from a binding or the time zone; remove it here." }];
    if (staleVariables.includes(name)) {
      return [
        { propertyPath, reason: `is read by no server of ${spec.version} (apache/dolphinscheduler#16410); remove it.` },
      ];
    }
    return [];
  });
}

function checkAutoscaling(spec: SchedulerSpec): readonly Problem[] {
  return serverNames.flatMap((server) => {
    const bounds = boundsOf(spec, server);
    if (!bounds || bounds.minReplicas <= bounds.maxReplicas) return [];
    return [
      {
        propertyPath: `spec.servers.${server}.autoscaling.maxReplicas`,
        reason: `${bounds.maxReplicas} is below minReplicas ${bounds.minReplicas}; use ${bounds.minReplicas} or more.`,
      },
    ];
  });
}

function checkSignIn({ bindings, version }: SchedulerSpec): readonly Problem[] {
  const { signIn } = bindings.objectStore;
  const known = Object.keys(applicationVersions[version]?.objectStoreAuth ?? {});
  if (signIn === undefined || known.includes(signIn)) return [];
  return [
    {
      propertyPath: "spec.bindings.objectStore.signIn",
      reason: `${version} cannot sign in by ${signIn}; it knows ${known.join(", ")}. Use a binding with keys.`,
    },
  ];
}

function checkLogin({ login, version }: SchedulerSpec): readonly Problem[] {
  const known = applicationVersions[version]?.logins ?? [];
  if (known.includes(login.type)) return [];
  return [
    {
      propertyPath: "spec.login.type",
      reason: `${version} knows no login by ${login.type}; allowed are ${known.join(", ")}.`,
    },
  ];
}

/** Seconds between the end of a drain and the kill: the JVM's own stop sleeps for 3 seconds and closes its clients. */
const stopSeconds = 30;

function checkDrain({ servers }: SchedulerSpec): readonly Problem[] {
  const { drainSeconds, gracePeriodSeconds } = servers.worker;
  if (gracePeriodSeconds >= drainSeconds + stopSeconds) return [];
  return [
    {
      propertyPath: "spec.servers.worker.gracePeriodSeconds",
      reason: `${gracePeriodSeconds} ends before a drain of ${drainSeconds} seconds and the stop after it; use ${drainSeconds + stopSeconds} or more.`,
    },
  ];
}
