import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Readable } from "node:stream";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import google from "google-protobuf/google/protobuf/empty_pb.js";
import { packs } from "../../policies/core/rule.ts";
import { rules } from "../../policies/rules/index.ts";
import { projectRoot } from "../lab/paths.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const runner = "@pulumi/pulumi/cmd/run-policy-pack";
const folderOf = (pack: string) => join(projectRoot(), "policies", pack);
/** As language hosts look for it: from the pack's folder. */
const ownRunner = (pack: string) => createRequire(join(folderOf(pack), "package.json")).resolve(runner);
const runnerOfTheSdk = createRequire(join(projectRoot(), "package.json")).resolve(runner);

const children: ChildProcessByStdio<null, Readable, null>[] = [];
const clients: grpc.Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  for (const child of children.splice(0)) child.kill();
});

/** Starts a pack as a language host does, and connects to it as the engine does. */
async function started(pack: string, by: string): Promise<AnalyzerClient> {
  const folder = folderOf(pack);
  const child = spawn(process.execPath, [by, "127.0.0.1:0", folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [port] = await once(child.stdout, "data");
  const client = new AnalyzerClient(`127.0.0.1:${String(port).trim()}`, grpc.credentials.createInsecure());
  clients.push(client);
  return client;
}

function infoOf(client: AnalyzerClient): Promise<analyzer.AnalyzerInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<analyzer.AnalyzerInfo>();
  client.getAnalyzerInfo(new google.Empty(), (error, info) => (error ? reject(error) : resolve(info)));
  return promise;
}

test.each(["all", ...packs])(
  "pack %s is started by the runner of its own folder, without the whole SDK",
  async (pack) => {
    expect(ownRunner(pack)).toBe(join(folderOf(pack), "node_modules", `${runner}.js`));
    const info = await infoOf(await started(pack, ownRunner(pack)));
    const served = rules.filter((rule) => pack === "all" || rule.pack === pack).map(({ id }) => id);
    expect([info.getName(), info.getPoliciesList().map((it) => it.getName())]).toEqual([`dolphinpod-${pack}`, served]);
  },
);

test("a pack whose folder has lost its runner is started by that of the SDK", async () => {
  expect((await infoOf(await started("mesh", runnerOfTheSdk))).getName()).toBe("dolphinpod-mesh");
});

test("a request that a pack cannot serve is refused by name, and the pack goes on", async () => {
  const client = await started("mesh", ownRunner("mesh"));
  const wrong = new analyzer.AnalyzerStackConfigureRequest();
  wrong.getConfigMap().set("policies:parameters", "100 %");
  const { promise, resolve } = Promise.withResolvers<grpc.ServiceError | null>();
  client.configureStack(wrong, (error) => resolve(error));
  expect(await promise).toMatchObject({
    code: grpc.status.UNKNOWN,
    details: "policies:parameters: received a text, allowed JSON. Set it in the stack file, as YAML.",
  });
  expect((await infoOf(client)).getVersion()).toBe("0.1.0");
});

test("a method that a pack does not have is said to be unimplemented, as the engine expects", async () => {
  const client = await started("mesh", ownRunner("mesh"));
  const { promise, resolve } = Promise.withResolvers<grpc.ServiceError | null>();
  const raw = (bytes: Buffer) => bytes;
  const method = "/pulumirpc.Analyzer/ComingSoon";
  client.makeUnaryRequest(method, raw, raw, Buffer.alloc(0), (error) => resolve(error));
  expect(await promise).toMatchObject({ code: grpc.status.UNIMPLEMENTED });
});
