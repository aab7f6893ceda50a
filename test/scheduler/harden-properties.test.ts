import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { harden, type KubernetesObject } from "../../components/scheduler/harden/index.ts";
import { everything, statefulSet } from "./rendered.ts";
import { jdbcSpec, osUsersSpec, spec, withServers } from "./spec.ts";

const specs = [
  spec,
  jdbcSpec,
  osUsersSpec,
  { ...spec, version: "3.4.2" },
  { ...spec, image: { ...spec.image, pullSecrets: ["login"] } },
  withServers({
    api: {
      autoscaling: { minReplicas: 2, maxReplicas: 3, cpuPercent: 50, memoryPercent: undefined },
      spread: "required",
    },
    worker: { nodeSelector: { pool: "batch" }, tolerations: [{ operator: "Exists" }], podLabels: { team: "data" } },
  }),
];

const anyObject = fc.constantFrom(...everything);
const anySpec = fc.constantFrom(...specs);

/** Puts a field of a stranger into every object of a rendered one, at any depth. */
function salted(value: unknown, salt: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => salted(entry, salt));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, salted(entry, salt)]);
  return { ...Object.fromEntries(entries), "x-unknown": salt };
}

/** Paths at which the stranger's field is; list positions do not count, since entries may move. */
function saltedPaths(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => saltedPaths(entry, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === "x-unknown" ? [path] : saltedPaths(entry, `${path}.${key}`),
  );
}

/** What rules replace or remove as a whole, because its content is what they repair. */
const repaired =
  /\.(livenessProbe|readinessProbe|startupProbe|strategy|rules\[\]|subjects\[\])|\.env\[\]|\.ports\[\]|\.volumeMounts\[\]|\.volumes\[\]/;

test("hardening twice is hardening once", () => {
  fc.assert(
    fc.property(anyObject, anySpec, (object, of) => {
      const once = harden(object, of);
      expect(harden(once, of)).toEqual(once);
    }),
  );
});

test("hardening changes nothing of what it is given", () => {
  fc.assert(
    fc.property(anyObject, anySpec, (object, of) => {
      const before = JSON.stringify(object);
      harden(object, of);
      expect(JSON.stringify(object)).toBe(before);
    }),
  );
});

test("a field that no rule is about is kept, wherever it is", () => {
  fc.assert(
    fc.property(anyObject, anySpec, fc.jsonValue(), (object, of, salt) => {
      const given = salted(object, salt) as KubernetesObject;
      const kept = new Set(saltedPaths(harden(given, of)));
      for (const path of saltedPaths(given)) if (!repaired.test(path)) expect(kept).toContain(path);
    }),
  );
});

test.each([
  ["affinity", { nodeAffinity: { required: "ssd" } }],
  ["hostAliases", [{ ip: "10.0.0.1" }]],
  ["initContainers", [{ name: "drivers" }]],
])("a pod keeps its %s", (field, value) => {
  expect(harden(podWith({ [field]: value }), spec)).toHaveProperty(["spec", "template", "spec", field], keeps(value));
});

test("a container that is not the server's is left alone", () => {
  const mesh = { image: "proxy", name: "linkerd-proxy", ports: [{ containerPort: 4143 }] };
  expect(harden(podWith({ containers: [mesh] }), spec)).toHaveProperty("spec.template.spec.containers", [mesh]);
});

test("an object of another release, or of no kind, is left alone", () => {
  fc.assert(
    fc.property(anyObject, (object) => {
      const other = { ...object, metadata: { name: "dolphins-api" } };
      expect(harden(other, spec)).toBe(other);
    }),
  );
  const values = { chart: "chart.tgz", values: {} };
  expect(harden(values, spec)).toBe(values);
});

test("values that are not known yet pass through", () => {
  const unknown = pulumi.output({ replicas: 1 });
  expect(harden({ ...statefulSet("master"), spec: unknown }, spec)["spec"]).toBe(unknown);
  const hidden = harden(podWith({ containers: unknown, volumes: unknown }), spec);
  expect(hidden).toHaveProperty("spec.template.spec.containers", unknown);
  expect(hidden).toHaveProperty("spec.template.spec.volumes", unknown);
});

const keeps = (value: unknown) => (Array.isArray(value) ? value : expect.objectContaining(value));

function podWith(fields: KubernetesObject): KubernetesObject {
  const rendered = statefulSet("worker") as { spec: { template: { spec: object } } };
  const { template } = rendered.spec;
  const changed = { ...template, spec: { ...template.spec, ...fields } };
  return { ...rendered, spec: { ...rendered.spec, template: changed } };
}
