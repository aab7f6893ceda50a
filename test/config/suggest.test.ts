import fc from "fast-check";
import { distance, nearest } from "../../stacks/config/suggest.ts";

test.each([
  ["", "", 0],
  ["replcas", "replicas", 1],
  ["repilcas", "replicas", 1],
  ["memroy", "memory", 1],
  ["kitten", "sitting", 3],
])("from %p to %p it takes %d edits", (from, to, edits) => {
  expect(distance(from, to)).toBe(edits);
});

test("the distance is the same both ways, and nothing only between equals", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
    }),
  );
});

test.each([
  ["replcas", "replicas"],
  ["HEAP", "heap"],
  ["storageClassName", "storageClass"],
  ["toleration", "tolerations"],
  ["qqqqqq", undefined],
  ["", undefined],
])("for %p, %p is suggested", (text, suggestion) => {
  expect(nearest(text, ["replicas", "heap", "storageClass", "tolerations"])).toBe(suggestion);
});
