import { contextOf } from "../../../components/monitoring/context.ts";
import { dashboards } from "../../../components/monitoring/dashboards/dashboards.ts";
import { grafanaDashboard } from "../../../components/monitoring/dashboards/grafana.ts";
import type { Watched } from "../../../components/monitoring/types.ts";
import { spec, stock } from "../watched.ts";

/** Backing services that somebody else runs and watches. */
export const elsewhere: Watched = {
  ...stock,
  certificate: undefined,
  database: "elsewhere",
  logCleaners: "none",
  objectStore: "elsewhere",
  registry: undefined,
};

/** What tests read of a dashboard, as it is written for Grafana. */
interface Written {
  readonly name: string;
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly Record<string, unknown>[] };
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly type: string;
    readonly description?: string;
    readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
    readonly links?: readonly { readonly title: string; readonly url: string }[];
    readonly targets?: readonly { readonly expr: string }[];
    readonly fieldConfig?: {
      readonly defaults: {
        readonly unit: string;
        readonly thresholds: { readonly steps: readonly { readonly color: string }[] };
      };
    };
  }[];
}

/** The dashboards of an environment as Grafana reads them, from their JSON; rows are left out of the panels. */
export function shown(world: Watched): Written[] {
  const context = contextOf(world, spec);
  return dashboards(context).map((it) => {
    const written = JSON.parse(JSON.stringify(grafanaDashboard(context, it))) as Written;
    const panels = written.panels.filter(({ type }) => type !== "row");
    for (const panel of panels) if (panel.description === undefined) throw new Error(`${panel.title} says nothing`);
    return { ...written, name: it.name, panels };
  });
}

/** Every query of every dashboard, and where it stands. */
export function allQueries(world: Watched): { panel: string; expression: string }[] {
  return shown(world).flatMap(({ name, panels }) =>
    panels.flatMap(({ targets = [], title }) =>
      targets.map(({ expr }) => ({ expression: expr, panel: `${name}, ${title}` })),
    ),
  );
}

/** A query as Prometheus gets it: Grafana puts values in the place of its variables. */
export function parsable(expression: string): string {
  return expression.replaceAll("$__rate_interval", "2m").replaceAll("$namespace", "data").replaceAll("$instance", ".*");
}
