import fc from "fast-check";
import { holderOf, readExport, withoutResources } from "../../delivery/move/state.ts";

const scheduler = "urn:pulumi:s::p::dolphinpod:scheduler:Scheduler::ds";
const chart = "urn:pulumi:s::p::dolphinpod:scheduler:Scheduler$kubernetes:helm.sh/v4:Chart::ds";
const release = "urn:pulumi:s::p::dolphinpod:scheduler:Scheduler$kubernetes:helm.sh/v3:Release::ds";
const object = (name: string) => `${chart.slice(0, -4)}$kubernetes:apps/v1:StatefulSet::ds:x/${name}`;

const component = { type: "dolphinpod:scheduler:Scheduler", urn: scheduler };
const objects = [
  component,
  { parent: scheduler, type: "kubernetes:helm.sh/v4:Chart", urn: chart },
  { parent: chart, type: "kubernetes:apps/v1:StatefulSet", urn: object("ds-master") },
  { parent: chart, type: "kubernetes:apps/v1:StatefulSet", urn: object("ds-worker") },
];
const ingress = {
  deletedWith: object("ds-worker"),
  dependencies: [scheduler, object("ds-worker")],
  propertyDependencies: { metadata: [object("ds-master")], spec: [] },
  urn: "urn:pulumi:s::p::kubernetes:networking.k8s.io/v1:Ingress::ui",
};

const exported = (resources: readonly object[], more: object = {}) =>
  readExport(JSON.stringify({ deployment: { manifest: {}, resources, ...more }, version: 3 }));

test("a state says who has the servers", () => {
  expect(holderOf(exported([]))).toBeUndefined();
  expect(holderOf(exported([component]))).toEqual({ kind: "nobody" });
  expect(holderOf(exported(objects))).toMatchObject({
    kind: "objects",
    objects: [{ urn: object("ds-master") }, { urn: object("ds-worker") }],
    urns: [chart, object("ds-master"), object("ds-worker")],
  });
  const released = { inputs: { atomic: true }, parent: scheduler, urn: release };
  expect(holderOf(exported([component, released]))).toEqual({ atomic: true, kind: "release", urns: [release] });
  expect(holderOf(exported([component, { ...released, inputs: { atomic: false } }]))).toMatchObject({ atomic: false });
});

test("what is taken out is out, and nothing that stays refers to it", () => {
  const state = exported([...objects, ingress]);
  const holder = holderOf(state);
  if (holder?.kind !== "objects") throw new Error("no objects");
  expect(withoutResources(state, holder.urns)).toEqual({
    deployment: {
      manifest: {},
      resources: [
        component,
        { dependencies: [scheduler], propertyDependencies: { metadata: [], spec: [] }, urn: ingress.urn },
      ],
    },
    version: 3,
  });
});

test("whatever a state is and whatever is taken out, no reference to it is left and all else is as it was", () => {
  const urn = fc.integer({ min: 0, max: 9 }).map((number) => `urn:${number}`);
  const resource = fc.record(
    {
      deletedWith: urn,
      dependencies: fc.array(urn),
      inputs: fc.dictionary(fc.string(), fc.integer()),
      propertyDependencies: fc.dictionary(fc.string(), fc.array(urn)),
      replaceWith: fc.array(urn),
      urn,
    },
    { requiredKeys: ["urn"] },
  );
  fc.assert(
    fc.property(fc.array(resource), fc.array(urn), (resources, gone) => {
      const text = JSON.stringify(withoutResources(exported(resources), gone));
      for (const one of gone) expect(text).not.toContain(`"${one}"`);
      const untouched = JSON.parse(JSON.stringify({ deployment: { manifest: {}, resources }, version: 3 }));
      expect(withoutResources(exported(resources), [])).toEqual(untouched);
    }),
  );
});

test("an export without a deployment is refused, and open operations are counted", () => {
  expect(() => readExport("{}")).toThrow("The export of the stack has no deployment.");
  expect(exported([], { pending_operations: [{}, {}] }).pending).toBe(2);
});
