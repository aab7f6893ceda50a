import * as kubernetes from "@pulumi/kubernetes";
import { type EnvironmentSpec, resolveOrThrow } from "../config/index.ts";
import { environment } from "../environment.ts";
import { chartType, type Registration, type RenderChart } from "./monitor.ts";
import { record } from "./record.ts";
import type { Inputs } from "./transforms.ts";
import { masked } from "./wire.ts";

export type { ChartChild, Registration, RenderChart } from "./monitor.ts";
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
  /** Whether it is a component of a plugin: what that makes of it only an engine shows. */
  readonly remote: boolean;
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
 * One call must end before the next begins.
 *
 * @param input the sections of a stack file, as `resolve` takes them.
 * @throws when the configuration is wrong, the program fails, or it asks for what only a provider could answer.
 */
export async function renderEnvironment(input: unknown, options: RenderOptions): Promise<RenderedObject[]> {
  return renderSpec(resolveOrThrow(input).spec, options);
}

/** The same for a specification that is resolved already. */
export async function renderSpec(spec: EnvironmentSpec, options: RenderOptions): Promise<RenderedObject[]> {
  return (await recordSpec(spec, options))
    .filter(({ custom, remote, type }) => (custom && !type.startsWith("pulumi:")) || (remote && type !== chartType))
    .map(rendered)
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Everything that the program registers, components and all, with what is secret: nothing of it is to be shown. */
export function recordSpec(
  spec: EnvironmentSpec,
  { chart, renderChart }: RenderOptions,
): Promise<readonly Registration[]> {
  return record(() => environment(spec, chart, new kubernetes.Provider("cluster", {})), renderChart);
}

function rendered({ inputs, name, protect, remote, retainOnDelete, type, urn }: Registration): RenderedObject {
  return { type, name, urn, component: componentOf(urn), inputs: masked(inputs), protect, remote, retainOnDelete };
}

/** The component of a URN, as `<folder>:<class>`. */
export function componentOf(urn: string): string {
  const types = urn.split("::")[2]?.split("$") ?? [];
  return types.findLast((type) => type.startsWith("dolphinpod:"))?.slice("dolphinpod:".length) ?? "";
}
