import fc from "fast-check";
import { layerSchema } from "../../stacks/config/schema.ts";
import { dev, prod } from "./base.ts";

/** Any value at all. */
export const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
});

const sectionNames = Object.keys(layerSchema.shape);
const optionNames = Object.values(layerSchema.shape).flatMap((section) => {
  const inner = section.unwrap();
  return "shape" in inner ? Object.keys(inner.shape) : [];
});

const texts = ["1", "500m", "2Gi", "512Mi", "20Gi", "ephemeral", "off", "existing", "jdbc", "os-users", "x", "10m"];
const likelyValue = fc.oneof(
  fc.constantFrom(...texts),
  fc.integer({ min: -1, max: 12 }),
  fc.record({ request: fc.constantFrom("1", "1Gi"), limit: fc.constantFrom("2", "4Gi") }, { requiredKeys: ["limit"] }),
  fc.record({ min: fc.integer({ min: 0, max: 9 }), max: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ size: fc.constantFrom("1Gi", "9"), storageClass: fc.constantFrom("gp3", "-") }),
  fc.record({ mode: fc.constantFrom("os-users", "off"), reason: fc.string({ maxLength: 20 }) }),
  fc.dictionary(fc.constantFrom("TZ", "A_B", "__proto__", "x/y"), fc.string()),
  anything,
);
const likelySection = fc.oneof(
  fc.dictionary(fc.constantFrom(...optionNames), likelyValue, { maxKeys: 4 }),
  likelyValue,
);

/** Known names with values that are often wrong. */
export const likely = fc
  .tuple(
    fc.constantFrom<Record<string, unknown>>(dev, prod, {}),
    fc.dictionary(fc.constantFrom(...sectionNames), likelySection, { maxKeys: 4 }),
  )
  .map(([base, more]) => ({ ...base, ...more }));

const mebi = (min: number, max: number) => fc.integer({ min, max }).map((size) => `${size}Mi`);
const millis = (min: number, max: number) => fc.integer({ min, max }).map((cpu) => `${cpu}m`);
const amount = (low: fc.Arbitrary<string>, high: fc.Arbitrary<string>) =>
  fc.oneof(high, fc.record({ request: low, limit: high }));
const volume = fc.oneof(
  mebi(100, 99_999),
  fc.record({ size: mebi(100, 999), storageClass: fc.constantFrom("gp3", "io2") }),
  fc.constant("ephemeral"),
);
const variables = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("HTTP_PROXY", "MAX_AGE", "DOLPHINSCHEDULER_OPTS") },
  fc.constantFrom("DATABASE_HOST", "REGISTRY_TYPE", "RESOURCE_AWS_REGION", "TZ"),
);
const server = {
  // More than a few are more than a database takes.
  replicas: fc.oneof({ weight: 29, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.integer({ min: 1, max: 100 })),
  cpu: amount(millis(10, 1000), millis(900, 64_000)),
  memory: amount(mebi(512, 1024), mebi(1000, 65_536)),
  heap: mebi(128, 420),
  env: fc.dictionary(variables, fc.constantFrom("1", "x"), { maxKeys: 1 }),
  spread: fc.constantFrom("required", "preferred"),
};
const stateful = { ...server, logs: volume };
const bounds = { min: fc.integer({ min: 1, max: 6 }), max: fc.integer({ min: 4, max: 9 }) };
const autoscaling = fc.record(bounds);
const byQueue = fc.record({ ...bounds, by: fc.constant("keda") });

/** Options that are right by themselves, so that the rules across options decide. */
export const plausible = fc
  .record(
    {
      name: fc.stringMatching(/^[a-z][a-z0-9]{0,41}$/),
      namespace: fc.constantFrom("data", "etl", "team-a", "kube-data"),
      ingress: fc.record({ host: fc.domain(), tlsSecretName: fc.constant("tls") }),
      storage: fc.constantFrom("gp3", "standard"),
      timezone: fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata"),
      master: fc.record(stateful, { requiredKeys: [] }),
      worker: fc.oneof(
        fc.record({ ...stateful, drain: fc.integer({ min: 0, max: 86_400 }), data: volume }, { requiredKeys: [] }),
        fc.record({ autoscaling: byQueue }),
      ),
      api: fc.oneof(
        { weight: 3, arbitrary: fc.record({ ...server, logs: mebi(100, 9999) }, { requiredKeys: [] }) },
        fc.record({ autoscaling, replicas: server.replicas }, { requiredKeys: ["autoscaling"] }),
      ),
      alert: fc.oneof(fc.record(server, { requiredKeys: [] }), fc.record({ autoscaling })),
      registry: fc.oneof(fc.constant({ backend: "jdbc" }), fc.record({ members: fc.constantFrom(3, 4, 5, 7) })),
    },
    { requiredKeys: [] },
  )
  .chain((more) => fc.constantFrom<Record<string, unknown>>({ ...dev, ...more }, { ...prod, ...more }));
