import { attachGuards } from "../../policies/change/attach.ts";

test("guards that are neither on nor off are refused with what is allowed", () => {
  const config = new Map([["policies:guards", "on"]]);
  expect(() => attachGuards(config, new Date())).toThrow('policies:guards: received "on", allowed hooks, off.');
});
