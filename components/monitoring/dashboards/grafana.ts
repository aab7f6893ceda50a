import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import type { Dashboard } from "./model.ts";
import { type GrafanaPanel, layOut } from "./panels.ts";
import { jobMatcher } from "./queries.ts";

/** The schema of Grafana 12.2 to 13.2 (`defaultDashboard` in the npm package @grafana/schema); newer ones migrate it. */
const schemaVersion = 42;
const tag = "dolphinscheduler";

/** A dashboard as Grafana's file provisioning reads it. */
export interface GrafanaDashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly GrafanaPanel[];
  readonly [key: string]: unknown;
}

/** The JSON of a dashboard: its panels in rows, with variables for the data source, the namespace and the pods. */
export function grafanaDashboard(context: Context, dashboard: Dashboard): GrafanaDashboard {
  const { instance, namespace } = context.watched;
  return {
    uid: uid(context, dashboard),
    // Grafana wants titles in a folder to differ, and two environments may share one.
    title: `DolphinScheduler / ${dashboard.title} (${namespace === instance ? namespace : `${namespace}/${instance}`})`,
    description: dashboard.description,
    tags: [tag],
    schemaVersion,
    editable: false,
    graphTooltip: 1,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    timezone: "browser",
    links: [{ asDropdown: false, includeVars: true, keepTime: true, tags: [tag], title: "", type: "dashboards" }],
    templating: { list: [datasource, namespaceVariable(namespace), instanceVariable(dashboard)] },
    panels: layOut(context, dashboard.rows),
  };
}

/** At most 40 characters, the same at every update, and another one for another environment. */
function uid({ watched: { instance, namespace } }: Context, { name }: Dashboard): string {
  const place = createHash("sha256").update(`${namespace}/${instance}`).digest("hex").slice(0, 10);
  return `dolphinscheduler-${name}-${place}`;
}

const datasource = { hide: 0, label: "Data source", name: "datasource", query: "prometheus", type: "datasource" };

/** What both queries to Prometheus have in common: they are asked again when the time range changes. */
const query = {
  datasource: { type: "prometheus", uid: "$datasource" },
  hide: 0,
  refresh: 2,
  sort: 1,
  type: "query",
};

function namespaceVariable(namespace: string) {
  const definition = "label_values(jvm_threads_live_threads, namespace)";
  return {
    ...query,
    current: { selected: true, text: namespace, value: namespace },
    definition,
    label: "Namespace",
    name: "namespace",
    query: { query: definition, refId: "namespace" },
  };
}

function instanceVariable({ components }: Dashboard) {
  const definition = `label_values(up{namespace="$namespace", ${jobMatcher(components)}}, pod)`;
  return {
    ...query,
    allValue: ".*",
    current: { selected: true, text: ["All"], value: ["$__all"] },
    definition,
    includeAll: true,
    label: "Pod",
    multi: true,
    name: "instance",
    query: { query: definition, refId: "instance" },
  };
}
