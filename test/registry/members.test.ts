import fc from "fast-check";
import { checkMembers, quorumBudget, tolerableLoss } from "../../components/registry/members.ts";
import { quorumPorts } from "../../components/registry/ports.ts";
import { zookeeper } from "../binding/fixtures.ts";

test.each([1, 3, 5, 255])("%d members are allowed", (members) => {
  expect(checkMembers("registry.members", members)).toBeUndefined();
});

test.each([
  [-1, 1],
  [0, 1],
  [2, 3],
  [2.5, 3],
  [4, 5],
  [6, 7],
  [256, 255],
  [257, 255],
  [Number.POSITIVE_INFINITY, 255],
  [Number.NaN, 1],
])("%d members are refused with the path, the rule and %d as the way out", (members, fix) => {
  expect(checkMembers("registry.members", members)).toBe(
    `registry.members: ${members} members cannot keep a majority; allowed are 1, or an odd number from 3 to 255. Try ${fix}.`,
  );
});

test("the way out is always allowed", () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: -9, max: 99 }), fc.double()), (members) => {
      const fix = /Try (\S+)\.$/.exec(checkMembers("members", members) ?? "Try 1.")?.[1];
      expect(checkMembers("members", Number(fix))).toBeUndefined();
    }),
  );
});

test.each([
  [1, undefined],
  [3, 1],
  [5, 2],
])("%d members get a budget of %j", (members, maxUnavailable) => {
  expect(quorumBudget(members)?.maxUnavailable).toBe(maxUnavailable);
});

test("whatever the budget allows, a majority stays", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), (members) => {
      expect(members - tolerableLoss(members)).toBeGreaterThan(members / 2);
    }),
  );
});

test("members need ports between them only where there are several", () => {
  expect(quorumPorts(zookeeper(1))).toEqual([]);
  expect(quorumPorts(zookeeper(3))).toEqual([2888, 3888]);
  expect(quorumPorts({ backend: "jdbc" })).toEqual([]);
});
