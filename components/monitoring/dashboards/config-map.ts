import { labels } from "../../kubernetes/labels.ts";
import type { Context } from "../context.ts";
import { grafanaDashboard } from "./grafana.ts";
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

/** The ConfigMap of one dashboard. */
export function configMap(context: Context, { folder, label, namespace }: DashboardsSpec, dashboard: Dashboard) {
  const { watched } = context;
  const own = labels({ component: "dashboards", instance: watched.instance, name: "dolphinscheduler" });
  // All environments of a cluster may share a namespace for their dashboards, and the sidecar's one folder of files.
  const unique = `${watched.namespace}-${watched.instance}-${dashboard.name}`;
  const elsewhere = namespace !== undefined && namespace !== watched.namespace;
  return {
    data: { [`${unique}.json`]: `${JSON.stringify(grafanaDashboard(context, dashboard), undefined, 2)}\n` },
    metadata: {
      annotations: { grafana_folder: folder },
      labels: { ...own, [label.name]: label.value },
      name: elsewhere ? `${unique}-dashboard` : `${watched.instance}-${dashboard.name}-dashboard`,
      namespace: namespace ?? watched.namespace,
    },
  };
}
