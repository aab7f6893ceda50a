import { resolveOrThrow } from "../../stacks/config/index.ts";
import { dev, prod } from "./base.ts";

const registryOf = (input: object) => resolveOrThrow(input).spec.registry;

test.each([
  ["class prod", prod, {}, "certificates"],
  ["class prod with etcd", prod, { backend: "etcd" }, "certificates"],
  ["class dev", dev, {}, "open"],
  ["class dev that asks for it", dev, { access: "certificates" }, "certificates"],
])("members and clients of %s have the access %s", (_, base, registry, mode) => {
  expect(registryOf({ ...base, registry })).toMatchObject({ access: { mode } });
});

test("a raised version is another set of certificates", () => {
  expect(registryOf({ ...prod, registry: { certificateVersion: 3 } })).toMatchObject({
    access: { mode: "certificates", version: 3 },
  });
});

test("an etcd is copied daily by default, its old copies go with the application's own tools", () => {
  const { spec } = resolveOrThrow({ ...prod, registry: { backend: "etcd" } });
  expect(spec.registry).toMatchObject({
    backend: "etcd",
    image: expect.stringMatching(/etcd:v3/),
    snapshots: { keep: 7, shellImage: spec.image.references.tools, time: "02:30" },
  });
  expect(registryOf({ ...dev, registry: { backend: "etcd", snapshots: 0 } })).toMatchObject({ snapshots: undefined });
});

test.each([
  ["zookeeper", 2181],
  ["etcd", 2379],
])("an existing %s is reached at its usual port %d", (kind, port) => {
  const registry = { backend: "existing", kind, secretName: "shared" };
  expect(registryOf({ ...dev, registry })).toMatchObject({ kind, port, signIn: "open" });
  expect(registryOf({ ...dev, registry: { ...registry, port: 9 } })).toMatchObject({ port: 9 });
});

test.each([
  ["a reason", { access: { mode: "open", reason: "The mesh knows each caller." } }, /The mesh knows/],
  ["nothing, of an existing one", { backend: "existing", secretName: "shared" }, /taken to be open/],
])("production is warned of an open registry, with %s", (_, registry, received) => {
  expect(resolveOrThrow({ ...prod, registry }).warnings).toContainEqual(
    expect.objectContaining({ path: "registry.access", received: expect.stringMatching(received) }),
  );
});

test("production with certificates is not warned of its registry", () => {
  expect(resolveOrThrow(prod).warnings.filter(({ path }) => path.startsWith("registry"))).toEqual([]);
});
