import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type KubernetesObject } from "../../components/kubernetes/object.ts";
import { type RenderedObject, renderEnvironment } from "../../stacks/check/index.ts";
import type { ChartChild } from "../../stacks/check/monitor.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { everything } from "../scheduler/rendered.ts";

const root = join(__dirname, "../..");

/** The settings of a stack file of this repository. */
export function stackFile(path: string): Record<string, unknown> {
  const loaded = fromStackFile(readFileSync(join(root, path), "utf8"));
  if (!loaded.ok) throw new Error(`${path} cannot be read`);
  return loaded.input as Record<string, unknown>;
}

/** Every resource of an environment, with what the chart makes under the release's name. */
export async function render(input: Record<string, unknown>): Promise<readonly RenderedObject[]> {
  return await renderEnvironment(input, {
    chart: "chart",
    // The other chart looks at the cluster and makes nothing.
    renderChart: async (_, { chart, name, namespace }) =>
      chart === "chart" ? chartChildren(String(name), String(namespace)) : [],
  });
}

function chartChildren(release: string, namespace: string): readonly ChartChild[] {
  const text = JSON.stringify(everything).replaceAll(/"dolphin(?=[-"])/g, `"${release}`);
  return (JSON.parse(text) as readonly KubernetesObject[]).map((object) => {
    const metadata = at(object, "metadata") as KubernetesObject;
    const version = String(object["apiVersion"]);
    return {
      type: `kubernetes:${version.includes("/") ? version : `core/${version}`}:${object["kind"]}`,
      name: `${release}:${namespace}/${metadata["name"]}`,
      inputs: { ...object, metadata: { ...metadata, namespace } },
    };
  });
}

export function at(object: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), object);
}

export interface Workload {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly pod: KubernetesObject;
}

/** Everything that has a pod template. */
export function workloads(objects: readonly RenderedObject[]): Workload[] {
  return objects.flatMap(({ inputs }) => {
    const template = at(inputs, "spec", "template") ?? at(inputs, "spec", "jobTemplate", "spec", "template");
    const pod = at(template, "spec");
    if (!isObject(pod) || !Array.isArray(pod["containers"])) return [];
    return [
      {
        name: String(at(inputs, "metadata", "name")),
        labels: (at(template, "metadata", "labels") ?? {}) as Record<string, string>,
        annotations: (at(template, "metadata", "annotations") ?? {}) as Record<string, string>,
        pod,
      },
    ];
  });
}

export function ofKind(objects: readonly RenderedObject[], kind: string): KubernetesObject[] {
  return objects.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ inputs }) => inputs);
}
