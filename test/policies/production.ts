import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyObject } from "../../policies/core/object.ts";
import { type RenderChart, type RenderedObject, renderEnvironment } from "../../stacks/check/index.ts";
import type { ChartChild } from "../../stacks/check/monitor.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { everything } from "../scheduler/rendered.ts";

/** The text of Pulumi.prod.yaml. */
export const productionFile = readFileSync(join(__dirname, "../../Pulumi.prod.yaml"), "utf8");

/** What the chart makes of values, under the names that the example of production has. */
function chartChildren(values: unknown): readonly ChartChild[] {
  const { common } = values as { readonly common: { readonly configmap: object } };
  const text = JSON.stringify(everything).replaceAll(/"dolphin(?=[-"])/g, '"dolphinscheduler');
  return (JSON.parse(text) as readonly ChartChild["inputs"][]).map((inputs) => {
    const { apiVersion, kind, metadata } = inputs as { apiVersion: string; kind: string; metadata: object };
    const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    return {
      type: `kubernetes:${group}:${kind}`,
      name: `dolphinscheduler:dolphinscheduler-prod/${Reflect.get(metadata, "name")}`,
      inputs: {
        ...inputs,
        ...(Reflect.get(metadata, "name") === "dolphinscheduler-common" ? { data: common.configmap } : {}),
        metadata: { ...metadata, namespace: "dolphinscheduler-prod" },
      },
    };
  });
}

/** Every resource of the example of production, or of another file, as rules get it. */
export async function production(file: string = productionFile): Promise<readonly PolicyObject[]> {
  const loaded = fromStackFile(file);
  if (!loaded.ok) throw new Error("Pulumi.prod.yaml cannot be read");
  // The other chart looks at the cluster and makes nothing.
  const renderChart: RenderChart = async (_, { chart, values }) => (chart === "chart" ? chartChildren(values) : []);
  const rendered = await renderEnvironment(loaded.input, { chart: "chart", renderChart });
  return rendered.map(({ inputs, name, protect, type, urn }: RenderedObject) => {
    return { name, properties: inputs, protect, type, urn };
  });
}
