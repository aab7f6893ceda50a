import { judgeObjects } from "../../delivery/judge.ts";
import { table } from "../../delivery/table.ts";
import { humanReport, stops } from "../../policies/reports/human.ts";
import { jsonReport } from "../../policies/reports/json.ts";
import { type RenderedObject, renderSpec } from "../../stacks/check/index.ts";
import { identityOf } from "../../stacks/check/manifests.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { counted, type EnvironmentSpec, render } from "../../stacks/config/index.ts";
import type { Outcome } from "../outcome.ts";
import { during } from "../progress.ts";
import type { LoadedStack } from "../stacks.ts";

/** A stack's objects, and what there is to say about them. */
export interface Examined {
  readonly objects: readonly RenderedObject[];
  readonly outcome: Outcome;
}

/** Renders a stack and judges it by the exemptions and parameters of its file in a folder. */
export async function examine(loaded: Extract<LoadedStack, { ok: true }>, stackFiles: string): Promise<Examined> {
  const { spec, stack, warnings } = loaded;
  const options = await surroundings(spec);
  const objects = await during(`rendering ${stack}`, renderSpec(spec, options));
  const report = judgeObjects(objects, stack, stackFiles);
  const title = `${stack}: DolphinScheduler ${spec.version} in namespace ${spec.namespace}, ${counted(objects.length, "resource")}`;
  const remarks = [
    ...(options.chartSource === "contract" ? [contractNotice(spec)] : []),
    ...objects.filter(({ remote }) => remote).map(remoteNotice),
    ...(warnings.length === 0 ? [] : [render(warnings, counted(warnings.length, "warning"))]),
    `Policies: ${humanReport(report)}`,
  ];
  const policies: unknown = JSON.parse(jsonReport(report));
  const outcome: Outcome = {
    exitCode: stops(report) ? 1 : 0,
    output: [title, objectTable(objects), ...remarks].join("\n\n"),
    errors: "",
    data: { stack, chart: { ...spec.chart, source: options.chartSource }, warnings, policies, objects },
  };
  return { objects, outcome };
}

function remoteNotice({ name, type }: RenderedObject): string {
  return `The objects of ${name} are not shown: only its plugin (${type}) knows them.`;
}

function contractNotice({ chart }: EnvironmentSpec): string {
  return (
    `The scheduler's objects are those of the contract chart, test/fixtures/chart: ${chart.repository}:${chart.version} ` +
    "is not in the cache. A preview pulls it once."
  );
}

function objectTable(objects: readonly RenderedObject[]): string {
  const rows = objects.map((object) => {
    const { kind, name } = identityOf(object);
    return [object.component, kind, name];
  });
  return table(["COMPONENT", "KIND", "NAME"], rows);
}
