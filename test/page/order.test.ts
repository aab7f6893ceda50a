import fc from "fast-check";
import { orderOf, sorted } from "../../delivery/page/order.ts";
import { readPreview } from "../../delivery/preview/document.ts";

const urn = (name: string) =>
  `urn:pulumi:prod::dolphinpod::dolphinpod:${name}:Part$kubernetes:core/v1:ConfigMap::${name}`;

/** A preview of components that each need others. */
function document(needs: Readonly<Record<string, readonly string[]>>) {
  const steps = Object.entries(needs).map(([name, others]) => {
    const parent = `urn:pulumi:prod::dolphinpod::dolphinpod:${name}:Part::${name}`;
    const state = { urn: urn(name), type: "kubernetes:core/v1:ConfigMap", parent, inputs: {} };
    return { op: "create", urn: urn(name), newState: { ...state, dependencies: others.map(urn) } };
  });
  return { steps };
}

function order(needs: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const read = document(needs);
  return orderOf(read, readPreview(read, "preview.json").changes).map(({ first, second }) => `${first} > ${second}`);
}

test("what follows from the rest is left out", () => {
  expect(order({ a: [], b: ["a"], c: ["a", "b"] })).toEqual(["Part a > Part b", "Part b > Part c"]);
});

test("components that need each other in turn keep both of their arrows", () => {
  expect(order({ a: ["b"], b: ["a"] })).toEqual(["Part b > Part a", "Part a > Part b"]);
});

test("what is needed and not in the preview is no arrow", () => {
  expect(order({ a: ["gone"] })).toEqual([]);
});

test("every name is there once, and after those that it needs", () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 });
  const graphs = names.chain((all) =>
    fc.array(fc.tuple(fc.nat(all.length - 1), fc.nat(all.length - 1)), { maxLength: 30 }).map((pairs) => ({
      all,
      // Only from a name to a later one, so that none needs itself.
      pairs: pairs.flatMap(([a, b]) => (a < b ? [{ first: all[a] ?? "", second: all[b] ?? "" }] : [])),
    })),
  );
  fc.assert(
    fc.property(graphs, ({ all, pairs }) => {
      const result = sorted(all.toReversed(), pairs);
      expect(result.toSorted()).toEqual(all.toSorted());
      for (const { first, second } of pairs) expect(result.indexOf(first)).toBeLessThan(result.indexOf(second));
    }),
  );
});
