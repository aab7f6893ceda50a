import { spawn } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import language, { type RunPluginRequest, type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import type { Processes } from "./processes.ts";
import { locate, nodeArguments, runtimeEnvironment } from "./program.ts";

/** Starts a policy pack (or another plugin written for Node.js) and streams what it prints until it ends. */
export function runPlugin(
  call: grpc.ServerWritableStream<RunPluginRequest, RunPluginResponse>,
  processes: Processes,
): void {
  const request = call.request;
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const isPolicyPack = request.getKind() === "analyzer";
  const runner = locate(`@pulumi/pulumi/cmd/${isPolicyPack ? "run-policy-pack" : "run-plugin"}`, directory);
  // A pack takes its folder as last argument and runs in it; every other plugin takes it first.
  const operands = isPolicyPack ? [...request.getArgsList(), directory] : [directory, ...request.getArgsList()];
  const child = spawn(process.execPath, [...nodeArguments(request.getInfo()), runner, ...operands], {
    cwd: isPolicyPack ? directory : request.getPwd(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment(request.getEnvList()), ...runtimeEnvironment(request.getInfo()) },
  });
  processes.add(child);
  call.on("cancelled", () => processes.stop(child));
  child.stdout.on("data", (chunk: Buffer) => call.write(new language.RunPluginResponse().setStdout(chunk)));
  child.stderr.on("data", (chunk: Buffer) => call.write(new language.RunPluginResponse().setStderr(chunk)));
  child.once("error", (error) => call.emit("error", { code: grpc.status.UNKNOWN, details: error.message }));
  child.once("close", (code) => {
    if (call.cancelled) return;
    call.write(new language.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
}

/** `NAME=value` lines; of two with one name the later wins. */
export function environment(lines: string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const end = line.indexOf("=");
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}
