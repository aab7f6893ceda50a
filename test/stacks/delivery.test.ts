import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { schedulerDelivery } from "../../stacks/delivery.ts";
import { dev, prod } from "../config/base.ts";

const deliveryOf = (input: object) => schedulerDelivery(resolveOrThrow(input).spec);
const release = { delivery: "release", history: 3, timeout: "1h" };

afterEach(() => {
  delete process.env["DOLPHINPOD_MOVE"];
});

test("objects need nothing more", async () => {
  expect(await deliveryOf(dev)).toEqual({ kind: "objects" });
});

test("a release names its post-renderer from the working directory: the same on every machine", async () => {
  const delivery = await deliveryOf({ ...dev, scheduler: release });
  expect(delivery).toEqual({
    history: 3,
    kind: "release",
    onFailure: "rollback",
    postRenderer: "./components/scheduler/release/post-renderer.ts",
    timeoutSeconds: 3600,
  });
  const { postRenderer } = delivery as { readonly postRenderer: string };
  expect([isAbsolute(postRenderer), existsSync(resolve(postRenderer))]).toEqual([false, true]);
});

test("in a mesh the post-renderer is told of it", async () => {
  const mesh = { podNetworks: ["10.0.0.0/8"] };
  expect(await deliveryOf({ ...prod, mesh, scheduler: release })).toMatchObject({
    mesh: { members: expect.arrayContaining([expect.objectContaining({ role: "worker" })]) },
  });
  expect(await deliveryOf({ ...prod, mesh: { mode: "off" }, scheduler: release })).not.toHaveProperty("mesh");
});

test("while running objects are taken over, nothing that failed is removed", async () => {
  process.env["DOLPHINPOD_MOVE"] = "adopt";
  expect(await deliveryOf({ ...dev, scheduler: release })).toMatchObject({ onFailure: "stop" });
});
