import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings.js";
import * as state from "@pulumi/pulumi/runtime/state.js";
import { type EnvironmentSpec, resolveOrThrow } from "../config/index.ts";
import { environment } from "../environment.ts";
import { RecordingMonitor, type Registration, type RenderChart } from "./monitor.ts";
import type { Inputs } from "./transforms.ts";
import { masked } from "./wire.ts";

export type { ChartChild, RenderChart } from "./monitor.ts";
export { hidden } from "./wire.ts";

/** A resource that an update of the environment would make. */
export interface RenderedObject {
  /** Type token: "kubernetes:apps/v1:StatefulSet". */
  readonly type: string;
  /** Pulumi's name of the resource. */
  readonly name: string;
  readonly urn: string;
  /** The component that registered it, as `<folder>:<class>`: "scheduler:Scheduler"; empty for the program itself. */
  readonly component: string;
  /** The inputs, which are the whole manifest of a Kubernetes object. Secrets are masked. */
  readonly inputs: Inputs;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
}

export interface RenderOptions {
  /** Path of the scheduler's chart: an archive or a folder. */
  readonly chart: string;
  readonly renderChart: RenderChart;
}

/**
 * Every resource of an environment, sorted by URN, without engine, plugin, cluster or credentials: the stack's own
 * program runs against a monitor that answers in the providers' place, and what it registers is what is returned.
 *
 * The Pulumi runtime is one for the process, so one call must end before the next begins.
 *
 * @param input the sections of a stack file, as `resolve` takes them.
 * @throws when the configuration is wrong, the program fails, or it asks for what only a provider could answer.
 */
export async function renderEnvironment(input: unknown, options: RenderOptions): Promise<RenderedObject[]> {
  return renderSpec(resolveOrThrow(input).spec, options);
}

/** The same for a specification that is resolved already. */
export async function renderSpec(spec: EnvironmentSpec, options: RenderOptions): Promise<RenderedObject[]> {
  const monitor = new RecordingMonitor(options.renderChart);
  const stray: unknown[] = [];
  const collect = (error: unknown) => stray.push(error);
  process.on("unhandledRejection", collect);
  try {
    await replaceEngine(monitor);
    await environment(spec, options.chart, new kubernetes.Provider("cluster", {}));
    await pulumi.runtime.disconnect();
    refuse([...monitor.problems, ...stray]);
  } finally {
    process.off("unhandledRejection", collect);
  }
  return monitor.registrations
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map(rendered)
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

async function replaceEngine(monitor: RecordingMonitor): Promise<void> {
  await pulumi.runtime.setMocks(monitor.mocks);
  setMockOptions(monitor, "dolphinpod", "check", true);
  // Mocks refuse transforms unless told that the engine has them; the declarations do not know this function.
  const { getStore } = state as unknown as { getStore: () => { supportsTransforms: boolean } };
  getStore().supportsTransforms = true;
}

function rendered({ custom: _, inputs, parent: __, ...registration }: Registration): RenderedObject {
  return { ...registration, component: componentOf(registration.urn), inputs: masked(inputs) };
}

function componentOf(urn: string): string {
  const types = urn.split("::")[2]?.split("$") ?? [];
  return types.findLast((type) => type.startsWith("dolphinpod:"))?.slice("dolphinpod:".length) ?? "";
}

function refuse(problems: readonly unknown[]): void {
  const messages = problems.map((problem) => (problem instanceof Error ? problem.message : String(problem)));
  if (messages.length > 0) throw new Error([...new Set(messages)].join("\n"));
}
