import { alternating } from "../../bench/clock.ts";

test("the steps take turns, so that no one of them has the quiet moments to itself", async () => {
  const order: string[] = [];
  const step = (name: string, taken: number) => async () => {
    order.push(name);
    return taken;
  };
  const taken = await alternating(3, { helm: step("helm", 1), pulumi: step("pulumi", 2) });
  expect(order).toEqual(["helm", "pulumi", "helm", "pulumi", "helm", "pulumi"]);
  expect(taken).toEqual({ helm: [1, 1, 1], pulumi: [2, 2, 2] });
});
