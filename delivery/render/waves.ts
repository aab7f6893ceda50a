import { componentOf, type Registration } from "../../stacks/check/index.ts";

/**
 * When a component's objects come at the earliest. Between two of these numbers is room for what waits for another object
 * of the same stage: MinIO's bucket for MinIO.
 */
const stages = { ground: 0, secrets: 10, backing: 20, schema: 30, servers: 40, outside: 50 } as const;

const stageOf: Readonly<Record<string, number>> = {
  admin: stages.secrets,
  autoscaling: stages.outside,
  availability: stages.ground,
  database: stages.backing,
  "external-secrets": stages.secrets,
  ingress: stages.outside,
  isolation: stages.ground,
  mesh: stages.backing,
  monitoring: stages.outside,
  "object-store": stages.backing,
  platform: stages.ground,
  registry: stages.backing,
  scheduler: stages.schema,
  tls: stages.outside,
};

/**
 * Kinds that look at others, whatever component they are of: a route is not well before its Service is there, and a
 * disruption budget not before its pods are, and a claim may be bound by its first pod alone. Before them, their wave
 * would never end.
 */
const onlookers = new Set([
  "HTTPRoute",
  "PersistentVolumeClaim",
  "PodDisruptionBudget",
  "PodMonitor",
  "PrometheusRule",
  "ServiceMonitor",
]);

/** Kinds that are not what they say right after they are written: what needs them comes in a later wave. */
const awaited = new Set([
  "Certificate",
  "Cluster",
  "CustomResourceDefinition",
  "Deployment",
  "ExternalSecret",
  "Issuer",
  "Job",
  "Secret",
  "StatefulSet",
]);

/**
 * The sync wave of each object by its URN: no earlier than its stage, and after everything that the program has it depend
 * on. Objects that need nothing to get ready first share a wave; within one, Argo CD goes by kind.
 */
export function waves(registrations: readonly Registration[]): ReadonlyMap<string, number> {
  const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
  const known = new Map<string, number>();

  function waveOf(urn: string): number {
    const done = known.get(urn);
    if (done !== undefined) return done;
    const registration = byUrn.get(urn);
    if (registration === undefined) return 0;
    const after = registration.dependencies.map(
      (dependency) => waveOf(dependency) + (isAwaited(byUrn.get(dependency)) ? 1 : 0),
    );
    const wave = Math.max(earliest(registration), ...after);
    known.set(urn, wave);
    return wave;
  }

  for (const { urn } of registrations) waveOf(urn);
  return known;
}

function earliest(registration: Registration): number {
  if (!registration.custom || !registration.type.startsWith("kubernetes:")) return 0;
  if (onlookers.has(kindOf(registration))) return stages.outside;
  // Whatever makes them, Secrets are asked for first: they take a while, and everybody reads them.
  if (kindOf(registration) === "Secret") return stages.secrets;
  if (registration.urn.includes("$kubernetes:helm.sh/v4:Chart"))
    return isSchedulers(registration) ? stages.servers : stages.ground;
  const [folder = ""] = componentOf(registration.urn).split(":");
  return stageOf[folder] ?? stages.outside;
}

const isSchedulers = ({ urn }: Registration): boolean => componentOf(urn) === "scheduler:Scheduler";

function isAwaited(registration: Registration | undefined): boolean {
  return (
    registration?.custom === true && registration.type.startsWith("kubernetes:") && awaited.has(kindOf(registration))
  );
}

function kindOf({ inputs, type }: Registration): string {
  return String(inputs["kind"] ?? type.split(":").at(-1));
}
