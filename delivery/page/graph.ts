import { counted } from "../../stacks/config/problems.ts";
import { type Layout, layOut, type Placed } from "../diagram/layout.ts";
import { rounded } from "../diagram/path.ts";
import { shortened, widthOf } from "../diagram/text.ts";
import { escaped } from "../markup.ts";
import { type ComponentView, operationsIn } from "./model.ts";
import { type Order, sorted } from "./order.ts";

const box = { height: 58, padding: 13 };
/** More components than this are no picture that anybody reads. */
const most = 60;
const longest = 34;
/** Pixels up to which a picture shrinks into the page; a wider one scrolls, because nobody could read it. */
const shrinks = 1500;

/** Components as boxes in the colour of the worst that happens in them, in the order in which they are made. */
export async function graph(components: readonly ComponentView[], order: readonly Order[]): Promise<string> {
  if (components.length === 0) return "";
  if (components.length > most) return `<p>There are ${components.length} components: too many for a picture.</p>`;
  const known = new Set(components.map(({ name }) => name));
  const lines = order.filter(({ first, second }) => known.has(first) && known.has(second));
  return `${await wide(components, lines)}${narrow(components, lines)}`;
}

/** A component's type, its name and what happens in it, a line each. */
function linesOf({ name, resources, worst }: ComponentView): readonly [string, string, string] {
  const [, type = name, own = ""] = /^(\S+) (\S+)$/.exec(name) ?? [];
  const each = operationsIn(resources);
  const short = each.length > 24 ? counted(resources.length, "change") : each;
  const happens = `${short}${worst?.losesData ? ", data at stake" : ""}`;
  return [shortened(type, longest), shortened(own, longest), happens];
}

function widthFor(component: ComponentView): number {
  const [type, own, happens] = linesOf(component);
  const widest = Math.max(widthOf(type, 13.5, "bold"), widthOf(own, 12), widthOf(happens, 12, "bold"));
  return widest + 2 * box.padding;
}

async function wide(components: readonly ComponentView[], order: readonly Order[]): Promise<string> {
  const boxes = components.map((component) => {
    return { id: component.id, parent: undefined, height: box.height, width: widthFor(component) };
  });
  const idOf = new Map(components.map(({ id, name }) => [name, id]));
  const lines = order.map(({ first, second }) => {
    return { from: idOf.get(first) ?? "", to: idOf.get(second) ?? "", label: { height: 0, width: 0 } };
  });
  const laid: Layout = await layOut(boxes, lines);
  const drawn = [
    ...laid.lines.map(({ points }) => `<path class="edge" d="${rounded(points)}" marker-end="url(#end-wide)"/>`),
    ...components.flatMap((component) => {
      const place = laid.boxes.get(component.id);
      return place === undefined ? [] : [node(component, place)];
    }),
  ];
  return frame("wide", laid.width, laid.height, drawn);
}

/** For a narrow screen: one below the other, with arcs at the left from what comes first to what needs it. */
function narrow(components: readonly ComponentView[], order: readonly Order[]): string {
  const byName = new Map(components.map((component) => [component.name, component]));
  const names = sorted(
    components.map(({ name }) => name),
    order,
  );
  const [left, step, width] = [order.length > 0 ? 52 : 2, box.height + 12, 306];
  const top = (name: string) => names.indexOf(name) * step + 2;
  const middle = (name: string) => top(name) + box.height / 2;
  const arcs = order.map(({ first, second }) => {
    const reach = Math.min(left - 6, 12 + Math.abs(names.indexOf(second) - names.indexOf(first)) * 7);
    const [from, to] = [middle(first) + 6, middle(second) - 6];
    return `<path class="edge" d="M${left} ${from}C${left - reach} ${from} ${left - reach} ${to} ${left - 1} ${to}" marker-end="url(#end-narrow)"/>`;
  });
  const nodes = names.flatMap((name) => {
    const component = byName.get(name);
    return component === undefined
      ? []
      : [node(component, { height: box.height, width: width - left - 2, x: left, y: top(name) })];
  });
  return frame("narrow", width, names.length * step, [...arcs, ...nodes]);
}

function frame(form: "wide" | "narrow", width: number, height: number, inside: readonly string[]): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return `<div class="graph ${form}${w > shrinks ? " scrolls" : ""}"><svg width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="group" aria-label="Components in the order of the update"><defs><marker id="end-${form}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="end" d="M0 0 8 4 0 8z"/></marker></defs>${inside.join("")}</svg></div>`;
}

function node(component: ComponentView, { height, width, x, y }: Placed): string {
  const { id, worst } = component;
  const state = worst === undefined ? "same" : worst.losesData ? "loses" : worst.operation;
  const [type, own, happens] = linesOf(component).map(escaped);
  const line = (role: string, down: number, text = "") =>
    text === "" ? "" : `<text class="${role}" x="${x + box.padding}" y="${y + down}">${text}</text>`;
  const lift = own === "" ? 8 : 0;
  const texts = `${line("name", 19 + lift, type)}${line("own", 34, own)}${line("happens", 49 - lift, happens)}`;
  const drawn = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/>${texts}`;
  return worst === undefined ? `<g class="${state}">${drawn}</g>` : `<a class="${state}" href="#${id}">${drawn}</a>`;
}
