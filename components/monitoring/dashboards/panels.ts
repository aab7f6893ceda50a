import type { AlertName } from "../alert-names.ts";
import type { Context } from "../context.ts";
import { ruleGroups } from "../rules/index.ts";
import type { Limit, Panel, Row } from "./model.ts";

/** Place on the grid of 24 columns. */
interface GridPosition {
  readonly h: number;
  readonly w: number;
  readonly x: number;
  readonly y: number;
}

export interface GrafanaTarget {
  readonly expr: string;
  readonly legendFormat: string;
  readonly [key: string]: unknown;
}

export interface GrafanaPanel {
  readonly id: number;
  readonly type: "row" | "stat" | "timeseries";
  readonly title: string;
  readonly gridPos: GridPosition;
  readonly description?: string;
  readonly targets?: readonly GrafanaTarget[];
  readonly links?: readonly { readonly title: string; readonly url: string; readonly targetBlank: boolean }[];
  readonly [key: string]: unknown;
}

const columns = 24;
const height = { graph: 7, heading: 1, number: 4 };

/** Rows one under the other; the panels of each from left to right, on to the next line where one does not fit. */
export function layOut(context: Context, rows: readonly Row[]): GrafanaPanel[] {
  const there = alertsOf(context);
  const panels: GrafanaPanel[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push(heading(panels.length + 1, row.title, y));
    y += height.heading;
    let x = 0;
    const h = row.panels.every(({ kind }) => kind === "number") ? height.number : height.graph;
    for (const panel of row.panels) {
      if (x + panel.width > columns) {
        x = 0;
        y += h;
      }
      const place = { h, w: panel.width, x, y };
      panels.push(
        grafanaPanel(
          context,
          panels.length + 1,
          { ...panel, alerts: (panel.alerts ?? []).filter((name) => there.has(name)) },
          place,
        ),
      );
      x += panel.width;
    }
    y += h;
  }
  return panels;
}

const alertsOf = ({ spec, watched }: Context): ReadonlySet<string> =>
  new Set(ruleGroups(watched, spec).flatMap(({ alerts }) => alerts.map(({ name }) => name)));

/** Links to the pages of alerts, where these can be reached from a browser. */
function runbooks({ spec }: Context, alerts: readonly AlertName[]) {
  if (!/^https?:/.test(spec.runbooks)) return [];
  return alerts.map((name) => ({ targetBlank: true, title: name, url: `${spec.runbooks}/${name}.md` }));
}

function heading(id: number, title: string, y: number): GrafanaPanel {
  return { collapsed: false, gridPos: { h: height.heading, w: columns, x: 0, y }, id, panels: [], title, type: "row" };
}

const datasource = { type: "prometheus", uid: "$datasource" };

function grafanaPanel(
  context: Context,
  id: number,
  panel: Panel & { readonly alerts: readonly AlertName[] },
  gridPos: GridPosition,
): GrafanaPanel {
  const { alerts, description, kind, queries, title } = panel;
  return {
    id,
    type: kind === "number" ? "stat" : "timeseries",
    title,
    description: alerts.length === 0 ? description : `${description}\n\nAlerts: ${alerts.join(", ")}.`,
    datasource,
    gridPos,
    links: runbooks(context, alerts),
    targets: queries.map(({ expression, legend }, index) => ({
      datasource,
      editorMode: "code",
      expr: expression,
      legendFormat: legend,
      range: true,
      refId: String.fromCharCode("A".charCodeAt(0) + index),
    })),
    fieldConfig: { defaults: defaults(panel), overrides: [] },
    options: kind === "number" ? numberOptions : graphOptions,
  };
}

function defaults({ kind, limit, unit }: Panel) {
  return {
    color: { mode: kind === "number" ? "thresholds" : "palette-classic" },
    // Shares and counts have no meaning below 0, and a share is read against the whole.
    min: 0,
    ...(unit === "percentunit" && limit?.bad === "above" ? { max: 1 } : {}),
    thresholds: { mode: "absolute", steps: steps(limit) },
    unit,
    ...(kind === "number" ? {} : { custom: drawn(kind, limit) }),
  };
}

function steps(limit: Limit | undefined) {
  if (limit === undefined) return [{ color: "green", value: null }];
  const [low, high] = limit.bad === "above" ? ["green", "red"] : ["red", "green"];
  return [
    { color: low, value: null },
    { color: high, value: limit.value },
  ];
}

function drawn(kind: "area" | "lines", limit: Limit | undefined) {
  return {
    drawStyle: "line",
    fillOpacity: kind === "area" ? 30 : 5,
    lineWidth: 1,
    showPoints: "never",
    stacking: { group: "A", mode: kind === "area" ? "normal" : "none" },
    thresholdsStyle: { mode: limit === undefined ? "off" : "dashed" },
  };
}

const graphOptions = {
  legend: { calcs: ["lastNotNull", "max"], displayMode: "list", placement: "bottom", showLegend: true },
  tooltip: { mode: "multi", sort: "desc" },
};

const numberOptions = {
  colorMode: "value",
  graphMode: "area",
  justifyMode: "auto",
  orientation: "auto",
  reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
  textMode: "value",
};
