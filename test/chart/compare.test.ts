import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { compareManifests, explain } from "../../scripts/chart-contract/compare.ts";
import { parseManifests } from "../../scripts/chart-contract/manifests.ts";

const service = (ports: unknown, name = "api") => ({ id: `Service/${name}`, object: { spec: { ports } } });

test("equal renders have no difference", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (spec) => {
      const manifests = [{ id: "Job/a", object: { spec } }];
      expect(compareManifests(manifests, structuredClone(manifests))).toEqual([]);
    }),
  );
});

test("any changed value is a difference", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      fc.pre(!isDeepStrictEqual(one, other));
      expect(compareManifests([{ id: "Job/a", object: one }], [{ id: "Job/a", object: other }])).not.toEqual([]);
    }),
  );
});

test("an object that only one chart renders is a difference", () => {
  expect(compareManifests([service([])], [])).toEqual([
    { object: "Service/api", path: "", upstream: { spec: { ports: [] } }, contract: undefined },
  ]);
});

test("a difference inside a named list item is told by the item's name", () => {
  const differences = compareManifests(
    [
      service([
        { name: "api-port", port: 12345 },
        { name: "python-api-port", port: 25333 },
      ]),
    ],
    [
      service([
        { name: "api-port", port: 8080 },
        { name: "python-api-port", port: 25333 },
      ]),
    ],
  );
  expect(differences).toEqual([
    { object: "Service/api", path: "spec.ports.[api-port].port", upstream: 12345, contract: 8080 },
  ]);
});

test("the order of named list items is no difference", () => {
  const ports = [
    { name: "a", port: 1 },
    { name: "b", port: 2 },
  ];
  expect(compareManifests([service(ports)], [service(ports.toReversed())])).toEqual([]);
});

test("the order of plain list items is a difference", () => {
  expect(compareManifests([service(["a", "b"])], [service(["b", "a"])])).toHaveLength(2);
});

test("a volume mounted twice is compared by where it is mounted", () => {
  const mounts = (second: string) => ({
    id: "Deployment/api",
    object: {
      volumeMounts: [
        { name: "config", mountPath: "/a" },
        { name: "config", mountPath: second },
      ],
    },
  });
  expect(compareManifests([mounts("/b")], [mounts("/c")]).map(({ path }) => path)).toEqual([
    "volumeMounts.[/b]",
    "volumeMounts.[/c]",
  ]);
});

test("a map is not taken for a list", () => {
  expect(compareManifests([service([])], [service({})])).toHaveLength(1);
});

test("a render with one object twice is refused", () => {
  expect(() => compareManifests([service([]), service([])], [])).toThrow("The chart rendered Service/api twice.");
});

test("a difference with a reason is explained, and a reason without a difference is stale", () => {
  const differences = compareManifests([service(["a"]), service([], "b")], [service(["b"]), service({}, "b")]);
  const { explained, unexplained, stale } = explain(differences, [
    { object: "Service/api", path: "spec.ports.[0]", reason: "known" },
    { object: "Service/gone", path: "spec", reason: "was mended" },
  ]);
  expect(explained.map(({ object }) => object)).toEqual(["Service/api"]);
  expect(unexplained.map(({ object }) => object)).toEqual(["Service/b"]);
  expect(stale.map(({ object }) => object)).toEqual(["Service/gone"]);
});

test("empty documents of a render are skipped", () => {
  const rendered = "# Source: a\n---\n---\nkind: Job\nmetadata:\n  name: a\n";
  expect(parseManifests(rendered)).toEqual([{ id: "Job/a", object: { kind: "Job", metadata: { name: "a" } } }]);
});

test("a duplicate key is a difference, although both renders parse to the same object", () => {
  const once = "kind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    app.kubernetes.io/name: a\n";
  const differences = compareManifests(parseManifests(`${once}    app.kubernetes.io/name: a\n`), parseManifests(once));
  expect(differences).toEqual([
    {
      object: "ConfigMap/a",
      path: "(duplicate keys)",
      upstream: ["app.kubernetes.io/name"],
      contract: undefined,
    },
  ]);
});

test("a render that is not YAML is refused", () => {
  expect(() => parseManifests("kind: [")).toThrow("The chart rendered a document that is not YAML");
});
