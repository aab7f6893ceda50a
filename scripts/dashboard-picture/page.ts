import type { Context } from "../../components/monitoring/context.ts";
import { grafanaDashboard } from "../../components/monitoring/dashboards/grafana.ts";
import type { Dashboard, Panel } from "../../components/monitoring/dashboards/model.ts";
import type { GrafanaPanel } from "../../components/monitoring/dashboards/panels.ts";
import { type Line, madeUp } from "./series.ts";

const colours = ["#73bf69", "#5794f2", "#f2cc0c", "#b877d9", "#ff9830", "#8ab8ff", "#ca95e5", "#96d98d"];
/** Pixels of one of the 24 columns and of one line of the grid. */
const cell = { height: 30, width: 54 };
const size = { columns: 24, head: 84 };

export interface Page {
  readonly html: string;
  readonly width: number;
  readonly height: number;
}

/** A dashboard as a page: places, titles, units and limits are those of its JSON, the lines are made up. */
export function page(context: Context, dashboard: Dashboard): Page {
  const { panels, title } = grafanaDashboard(context, dashboard);
  const described = dashboard.rows.flatMap((row) => row.panels);
  let next = 0;
  const drawn = panels.map((panel) => box(panel, panel.type === "row" ? undefined : described[next++], context));
  const lines = Math.max(...panels.map(({ gridPos: { h, y } }) => y + h));
  return {
    height: size.head + lines * cell.height + 8,
    html: `<!doctype html><meta charset="utf-8"><style>${style}</style><h1>${escaped(title)}</h1>
<p>Drawn from the dashboard's JSON with made-up series, not by Grafana: places, titles, units and limits are real, lines are not.</p>
<main>${drawn.join("")}</main>`,
    width: size.columns * cell.width,
  };
}

const style = `*{box-sizing:border-box;margin:0}body{background:#111217;color:#ccccdc;font:12px "DejaVu Sans",sans-serif}
h1{font-size:18px;font-weight:500;padding:14px 12px 4px}p{color:#9fa7b3;padding:0 12px;height:30px}
main{position:relative}section{position:absolute;padding:3px}
section>div{background:#181b1f;border:1px solid #2c3235;border-radius:2px;height:100%;padding:7px 9px;overflow:hidden}
h2{font-size:12px;font-weight:500}h3{font-size:14px;font-weight:500;padding:7px 9px}b{display:block;font-size:44px;font-weight:500;margin-top:8px;text-align:center}
small{color:#9fa7b3;display:block;font-size:10px;white-space:nowrap;overflow:hidden}i{display:inline-block;height:3px;margin:0 4px 2px 0;width:12px}span{margin-right:10px}`;

function box({ gridPos: { h, w, x, y }, title }: GrafanaPanel, panel: Panel | undefined, { watched }: Context): string {
  const place = `left:${x * cell.width}px;top:${y * cell.height}px;width:${w * cell.width}px;height:${h * cell.height}px`;
  if (panel === undefined) return `<section style="${place}"><h3>⌄ ${escaped(title)}</h3></section>`;
  const inside = panel.kind === "number" ? number(panel) : graph(panel, madeUp(watched, panel), w, h);
  return `<section style="${place}"><div><h2>${escaped(title)}</h2>${inside}</div></section>`;
}

/** All is well: what should be there is, and nothing that should not. */
const number = ({ limit }: Panel): string => `<b style="color:#73bf69">${limit?.bad === "below" ? limit.value : 0}</b>`;

function graph({ kind, limit, unit }: Panel, made: readonly Line[], w: number, h: number): string {
  const [width, height] = [w * cell.width - 76, h * cell.height - 74];
  const lines = kind === "area" ? stacked(made) : made;
  const top = 1.1 * Math.max(...lines.flatMap(({ values }) => values), limit?.value ?? 0);
  const path = (values: readonly number[]) =>
    values
      .map((value, index) => `${(index / (values.length - 1)) * width},${height - (value / top) * height}`)
      .join(" ");
  const drawn = lines
    .map(
      ({ values }, index) =>
        `<polyline points="${kind === "area" ? `0,${height} ${path(values)} ${width},${height}` : path(values)}" fill="${kind === "area" ? `${colours[index % colours.length]}33` : "none"}" stroke="${colours[index % colours.length]}"/>`,
    )
    .join("");
  const ticks = [0, 0.5, 1]
    .map(
      (share) =>
        `<text x="-6" y="${height - share * height + 4}">${written(share * top, unit)}</text><path d="M0 ${height - share * height}h${width}" stroke="#2c3235"/>`,
    )
    .join("");
  const bound =
    limit === undefined
      ? ""
      : `<path d="M0 ${height - (limit.value / top) * height}h${width}" stroke="#f2495c" stroke-dasharray="6 4"/>`;
  const legend = made.map(
    ({ legend: name }, index) =>
      `<span><i style="background:${colours[index % colours.length]}"></i>${escaped(name)}</span>`,
  );
  return `<svg width="${width + 58}" height="${height + 16}" fill="#9fa7b3" font-size="10" text-anchor="end"><g transform="translate(50 8)">${ticks}${drawn}${bound}</g></svg><small>${legend.join("")}</small>`;
}

function stacked(lines: readonly Line[]): Line[] {
  const sums: number[] = [];
  return lines.map(({ legend, values }) => ({
    legend,
    values: values.map((value, index) => {
      sums[index] = (sums[index] ?? 0) + value;
      return sums[index];
    }),
  }));
}

function written(value: number, unit: Panel["unit"]): string {
  const rounded = (number: number) => String(Number(number.toPrecision(2)));
  if (unit === "percentunit") return `${rounded(value * 100)} %`;
  if (unit === "s") return value >= 3600 ? `${rounded(value / 3600)} h` : `${rounded(value)} s`;
  if (unit === "ops") return `${rounded(value)}/s`;
  return unit === "d" ? `${rounded(value)} d` : rounded(value);
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
