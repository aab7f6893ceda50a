import { labels } from "../../kubernetes/labels.ts";
import type { Context } from "../context.ts";
import { type GrafanaDashboard, grafanaDashboard } from "./grafana.ts";
import type { Dashboard } from "./model.ts";

/** Where Grafana's sidecar looks for dashboards. */
export interface DashboardsSpec {
  /** Namespace of the ConfigMaps; undefined is the environment's own. */
  readonly namespace: string | undefined;
  /** The label that the sidecar looks for, and its value. */
  readonly label: { readonly name: string; readonly value: string };
  /** Folder in Grafana, which the sidecar reads from the annotation `grafana_folder`. */
  readonly folder: string;
}

/** The ConfigMap of all dashboards, a file each. */
export function configMap(
  context: Context,
  { folder, label, namespace }: DashboardsSpec,
  dashboards: readonly Dashboard[],
) {
  const { watched } = context;
  const own = labels({ component: "dashboards", instance: watched.instance, name: "dolphinscheduler" });
  // All environments of a cluster may share a namespace for their dashboards, and the sidecar's one folder of files.
  const unique = `${watched.namespace}-${watched.instance}`;
  const elsewhere = namespace !== undefined && namespace !== watched.namespace;
  return {
    data: Object.fromEntries(
      dashboards.map((it) => [`${unique}-${it.name}.json`, fileOf(grafanaDashboard(context, it))]).sort(),
    ),
    metadata: {
      annotations: { grafana_folder: folder },
      labels: { ...own, [label.name]: label.value },
      name: `${elsewhere ? unique : watched.instance}-dashboards`,
      namespace: namespace ?? watched.namespace,
    },
  };
}

/** JSON with a line for each panel: a third of the size of an indented one, and what changes in a panel is one line. */
function fileOf({ panels, ...rest }: GrafanaDashboard): string {
  const lines = panels.map((panel) => JSON.stringify(panel)).join(",\n");
  return `${JSON.stringify(rest).slice(0, -1)},"panels":[\n${lines}\n]}\n`;
}
