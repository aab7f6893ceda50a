import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { packs } from "../../policies/core/rule.ts";
import { rules } from "../../policies/rules/index.ts";
import { endPacks, infoOf, ownRunner, runnerInFolderOf, runnerOfTheSdk, startPack } from "./running.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);
afterEach(endPacks);

test.each(["all", ...packs])(
  "pack %s is started by the runner of its own folder, without the whole SDK",
  async (pack) => {
    expect(ownRunner(pack)).toBe(runnerInFolderOf(pack));
    const info = await infoOf(await startPack(pack));
    const served = rules.filter((rule) => pack === "all" || rule.pack === pack).map(({ id }) => id);
    expect([info.getName(), info.getPoliciesList().map((it) => it.getName())]).toEqual([`dolphinpod-${pack}`, served]);
  },
);

test("a pack keeps compiled code where this user alone may write", async () => {
  const home = mkdtempSync(join(tmpdir(), "packs-home-"));
  const env = { HOME: home, NODE_COMPILE_CACHE: undefined, TMPDIR: home, XDG_CACHE_HOME: undefined };
  await infoOf(await startPack("mesh", { env }));
  expect(readdirSync(home)).not.toContain("node-compile-cache");
  expect(readdirSync(join(home, ".cache", "dolphinpod"))).toEqual(["compiled"]);
  endPacks();
  rmSync(home, { recursive: true, force: true });
});

test("a pack whose folder has lost its runner is started by that of the SDK", async () => {
  expect((await infoOf(await startPack("mesh", { by: runnerOfTheSdk }))).getName()).toBe("dolphinpod-mesh");
});

test("a request that a pack cannot serve is refused by name, and the pack goes on", async () => {
  const pack = await startPack("mesh");
  const wrong = new analyzer.AnalyzerStackConfigureRequest();
  wrong.getConfigMap().set("policies:parameters", "100 %");
  const { promise, resolve } = Promise.withResolvers<grpc.ServiceError | null>();
  pack.client.configureStack(wrong, (error) => resolve(error));
  expect(await promise).toMatchObject({
    code: grpc.status.UNKNOWN,
    details: "policies:parameters: received a text, allowed JSON. Set it in the stack file, as YAML.",
  });
  expect((await infoOf(pack)).getVersion()).toBe("0.1.0");
});

test("a method that a pack does not have is said to be unimplemented, as the engine expects", async () => {
  const pack = await startPack("mesh");
  const { promise, resolve } = Promise.withResolvers<grpc.ServiceError | null>();
  const raw = (bytes: Buffer) => bytes;
  const method = "/pulumirpc.Analyzer/ComingSoon";
  pack.client.makeUnaryRequest(method, raw, raw, Buffer.alloc(0), (error) => resolve(error));
  expect(await promise).toMatchObject({ code: grpc.status.UNIMPLEMENTED });
});
