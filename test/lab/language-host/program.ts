import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import language, { type ProgramInfo, type RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import type { Processes } from "./processes.ts";

/** The SDK exits with this code once it has told the user what went wrong; nothing may be added then. */
const ALREADY_EXPLAINED = 32;

/** Path of a module of the SDK that the program itself has installed. */
export function locate(module: string, directory: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve(module);
  } catch {
    throw new Error(`${directory}: @pulumi/pulumi is not installed; run \`npm ci\` there`);
  }
}

/** Environment that the runtime options of Pulumi.yaml or PulumiPolicy.yaml ask for. */
export function runtimeEnvironment(info: ProgramInfo | undefined): Record<string, string> {
  const options = runtimeOptions(info);
  return {
    ...(options["typescript"] === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(typeof options["tsconfig"] === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: options["tsconfig"] } : {}),
  };
}

/** Arguments for Node itself: the option `nodeargs`, split at spaces that no quotes enclose. */
export function nodeArguments(info: ProgramInfo | undefined): string[] {
  const { nodeargs } = runtimeOptions(info);
  if (typeof nodeargs !== "string") return [];
  return [...nodeargs.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function runtimeOptions(info: ProgramInfo | undefined): Record<string, unknown> {
  return info?.getOptions()?.toJavaScript() ?? {};
}

/** Command line of the SDK's own runner. */
export function programArguments(request: RunRequest, engine: string): string[] {
  const info = request.getInfo();
  const flags: [string, string | undefined][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engine],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info?.getRootDirectory()],
    ["stack", request.getStack()],
    ["pwd", info?.getProgramDirectory()],
    ["parallel", String(request.getParallel())],
  ];
  return [
    ...flags.flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || ".",
    ...request.getArgsList(),
  ];
}

/** Runs the user's program to its end; what it prints goes straight to the CLI. */
export function runProgram(
  request: RunRequest,
  engine: string,
  processes: Processes,
  cancelled: AbortSignal,
): Promise<RunResponse> {
  const info = request.getInfo();
  const runner = locate("@pulumi/pulumi/cmd/run", info?.getProgramDirectory() ?? request.getPwd());
  const child = spawn(process.execPath, [...nodeArguments(info), runner, ...programArguments(request, engine)], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      ...runtimeEnvironment(info),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  });
  processes.add(child);
  cancelled.addEventListener("abort", () => processes.stop(child), { once: true });

  const { promise, resolve, reject } = Promise.withResolvers<RunResponse>();
  child.once("error", reject);
  child.once("close", (code, signal) => resolve(outcome(code, signal)));
  return promise;
}

export function outcome(code: number | null, signal: NodeJS.Signals | null): RunResponse {
  const response = new language.RunResponse();
  if (code === 0) return response;
  if (code === ALREADY_EXPLAINED) return response.setBail(true);
  return response.setError(
    code === null ? `Program was ended by ${signal}` : `Program exited with non-zero exit code: ${code}`,
  );
}
