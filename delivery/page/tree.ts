import { counted } from "../../stacks/config/problems.ts";
import { cut } from "../comment/escape.ts";
import { escaped } from "../markup.ts";
import type { Difference } from "../preview/difference.ts";
import { type ComponentView, fieldCount, operationsIn, type ResourceView } from "./model.ts";

/** Most fields that are shown of one resource; how many more there are is told. */
const mostFields = 60;

/** Everything that changes: components, their resources, their fields, folded. Works without any script. */
export function tree(components: readonly ComponentView[]): string {
  return components
    .filter(({ resources }) => resources.length > 0)
    .map(componentPart)
    .join("\n");
}

function componentPart(component: ComponentView): string {
  const { id, name, resources, same, worst } = component;
  const rest =
    same === 0
      ? ""
      : `<p class="rest">${counted(same, "resource")} of it stay${same === 1 ? "s" : ""} as they are.</p>`;
  return `<details class="component" id="${id}"${worst?.losesData ? " open" : ""}><summary><h3>${text(name)}</h3> <span class="sum">${operationsIn(resources)}</span></summary>
${resources.map(resourcePart).join("\n")}
${rest}</details>`;
}

const text = (value: string) => escaped(cut(value));

function resourcePart(resource: ResourceView): string {
  const { consequence, fields, losesData, operation, title, type } = resource;
  const head = `<span class="op">${operation}</span> <span class="title">${text(title)}</span>${losesData ? ' <strong class="stake">holds data</strong>' : ""} <span class="sum">${fieldCount(resource)}</span>`;
  const inside = `<p class="type">${text(type)}</p>${consequence === "" ? "" : `<p class="why">${text(consequence)}.</p>`}${fieldList(fields)}`;
  const state = losesData ? "loses" : operation;
  return `<details class="resource ${state}" data-operation="${operation}"${losesData ? ' data-stake=""' : ""}><summary>${head}</summary>${inside}</details>`;
}

function fieldList(fields: readonly Difference[]): string {
  if (fields.length === 0) return '<p class="rest">No field of it is told.</p>';
  const left = fields.length - mostFields;
  const items = fields
    .slice(0, mostFields)
    .map(
      ({ after, before, path }) =>
        `<li><code>${text(path)}</code>${before === undefined ? "" : `<del>${escaped(before)}</del>`}${after === undefined ? "" : `<ins>${escaped(after)}</ins>`}</li>`,
    );
  const more =
    left > 0 ? `<p class="rest">And ${counted(left, "more field")}: pulumi preview --diff shows all.</p>` : "";
  return `<ul class="fields">${items.join("")}</ul>${more}`;
}
