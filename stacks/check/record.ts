import * as pulumi from "@pulumi/pulumi";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings.js";
import * as state from "@pulumi/pulumi/runtime/state.js";
import { RecordingMonitor, type Registration, type RenderChart } from "./monitor.ts";

/**
 * Everything that a program registers when it runs without an engine. The Pulumi runtime is one for the process, so one
 * call must end before the next begins.
 *
 * @throws with all that went wrong, in the program or because only a provider could have answered.
 */
export async function record(program: () => unknown, renderChart: RenderChart): Promise<readonly Registration[]> {
  const monitor = new RecordingMonitor(renderChart);
  const stray: unknown[] = [];
  const collect = (error: unknown) => stray.push(error);
  process.on("unhandledRejection", collect);
  try {
    replaceEngine(monitor);
    await Promise.race([runToEnd(program), monitor.failed]);
    // Others that cannot be answered are asked in the same turn.
    await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    stray.push(error);
  } finally {
    process.off("unhandledRejection", collect);
  }
  refuse([...monitor.problems, ...stray]);
  return monitor.registrations;
}

async function runToEnd(program: () => unknown): Promise<void> {
  await program();
  await pulumi.runtime.disconnect();
}

/** What the SDK would otherwise ask the engine; without it, it leaves the marks of secrets and all transforms out. */
const engineFeatures = {
  supportsAliasSpecs: true,
  supportsDeletedWith: true,
  supportsErrorHooks: true,
  supportsParameterization: true,
  supportsReplaceWith: true,
  supportsResourceHooks: true,
  supportsResourceReferences: true,
  supportsSecrets: true,
  supportsTransforms: true,
};

function replaceEngine(monitor: RecordingMonitor): void {
  setMockOptions(monitor, "dolphinpod", "check", true);
  // The declarations do not know this function.
  const { getStore } = state as unknown as { getStore: () => object };
  Object.assign(getStore(), engineFeatures);
}

function refuse(problems: readonly unknown[]): void {
  const messages = problems.map((problem) => (problem instanceof Error ? problem.message : String(problem)));
  if (messages.length > 0) throw new Error([...new Set(messages)].join("\n"), { cause: problems[0] });
}
