import { loadStack } from "../../cli/stacks.ts";
import { watchedOf } from "../../stacks/monitoring.ts";

function specOf(stack: string) {
  const loaded = loadStack(stack, process.cwd());
  if (!loaded.ok) throw new Error(`${stack} does not load`);
  return loaded.spec;
}

const prod = specOf("prod");

test("the certificates of a registry that is made here are watched, by the version that is in use", () => {
  const { registry } = prod;
  if (registry.backend !== "zookeeper") throw new Error("the example of production has a ZooKeeper");
  const access = { mode: "certificates", version: 2 } as const;
  expect(watchedOf({ ...prod, registry: { ...registry, access } }).registry?.certificates).toEqual({
    authority: "dolphinscheduler-registry-ca",
    client: "dolphinscheduler-registry-client-2",
    member: "dolphinscheduler-registry-member-2",
  });
  expect(watchedOf({ ...prod, registry: { ...registry, access: { mode: "open" } } }).registry).toMatchObject({
    certificates: undefined,
    kind: "zookeeper",
  });
});

test("a registry that somebody else runs is not watched", () => {
  expect(watchedOf({ ...prod, registry: { backend: "jdbc" } }).registry).toBeUndefined();
});
