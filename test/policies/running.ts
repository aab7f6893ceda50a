import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Readable } from "node:stream";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import google from "google-protobuf/google/protobuf/empty_pb.js";
import { projectRoot } from "../lab/paths.ts";

const runner = "@pulumi/pulumi/cmd/run-policy-pack";
const folderOf = (pack: string) => join(projectRoot(), "policies", pack);

export const runnerInFolderOf = (pack: string) => join(folderOf(pack), "node_modules", `${runner}.js`);
/** As language hosts look for it: from the pack's folder. */
export const ownRunner = (pack: string) => createRequire(join(folderOf(pack), "package.json")).resolve(runner);
export const runnerOfTheSdk = createRequire(join(projectRoot(), "package.json")).resolve(runner);

export interface RunningPack {
  readonly process: ChildProcessByStdio<null, Readable, null>;
  readonly client: AnalyzerClient;
}

let engines = 0;
/** The address of an engine that has started no pack yet; nothing answers there. */
export const newEngine = () => `127.0.0.1:${process.pid}-${++engines}`;

const running: RunningPack[] = [];
export function endPacks(): void {
  for (const pack of running.splice(0)) {
    pack.client.close();
    pack.process.kill();
  }
}

/** Starts a pack as a language host does for an engine, and connects to it as the engine does. */
export async function startPack(
  pack: string,
  { by = ownRunner(pack), engine = newEngine(), env = {} } = {},
): Promise<RunningPack> {
  const folder = folderOf(pack);
  const child = spawn(process.execPath, [by, engine, folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const [port] = await once(child.stdout, "data");
  const client = new AnalyzerClient(`127.0.0.1:${String(port).trim()}`, grpc.credentials.createInsecure());
  const started = { process: child, client };
  running.push(started);
  return started;
}

export function infoOf({ client }: RunningPack): Promise<analyzer.AnalyzerInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<analyzer.AnalyzerInfo>();
  client.getAnalyzerInfo(new google.Empty(), (error, info) => (error ? reject(error) : resolve(info)));
  return promise;
}
