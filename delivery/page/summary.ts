import { counted } from "../../stacks/config/problems.ts";
import { costTable } from "../comment/cost.ts";
import { cut } from "../comment/escape.ts";
import type { Reported } from "../comment/findings.ts";
import { escaped } from "../markup.ts";
import type { Preview } from "../preview/document.ts";
import { type ComponentView, operations, type ResourceView } from "./model.ts";

const text = (value: string) => escaped(cut(value));

/** How many of each. */
export function sums(components: readonly ComponentView[], { same }: Preview): string {
  const resources = components.flatMap((component) => component.resources);
  const cells = operations.toReversed().map((operation) => {
    const number = resources.filter((it) => it.operation === operation).length;
    return `<li class="${number === 0 ? "same" : operation}"><b>${number}</b> ${operation}</li>`;
  });
  return `<ul class="sums">${cells.join("")}<li class="same"><b>${same}</b> same</li></ul>`;
}

/** What loses data: it comes before everything else. */
export function stakes(components: readonly ComponentView[]): string {
  const losing = components.flatMap(({ id, resources }) =>
    resources.filter(({ losesData }) => losesData).map((resource) => ({ id, resource })),
  );
  if (losing.length === 0) return "";
  const items = losing.map(({ id, resource }) => `<li>${stake(id, resource)}</li>`);
  const verb = losing.length === 1 ? "holds" : "hold";
  return `<section class="box danger"><h2>${counted(losing.length, "resource")} that ${verb} data will be replaced or deleted</h2><ul>${items.join("")}</ul></section>`;
}

const stake = (id: string, { consequence, operation, title }: ResourceView) =>
  `<b>${operation}</b> <a href="#${id}">${text(title)}</a>: ${text(consequence)}`;

export function errors({ errors: all }: Preview): string {
  if (all.length === 0) return "";
  const items = all.map((error) => `<pre>${error.split("\n").map(text).join("\n")}</pre>`);
  return `<section class="box danger"><h2>The preview failed</h2>${items.join("")}</section>`;
}

export function cost(preview: Preview): string {
  const { extent, rows, unknown } = costTable(preview);
  const lines = rows.map(
    ({ after, before, difference, name }) =>
      `<tr><th scope="row">${name}</th><td>${before}</td><td>${after}</td><td>${difference === "0" ? "0" : `<b>${difference}</b>`}</td></tr>`,
  );
  const rest =
    unknown > 0 ? `<p class="rest">${counted(unknown, "resource")} tell some of it only after the update.</p>` : "";
  return `<section class="box"><h2>What it asks for</h2><p class="rest">Of ${extent}.</p><table><thead><tr><td></td><th scope="col">Before</th><th scope="col">After</th><th scope="col">Change</th></tr></thead><tbody>${lines.join("")}</tbody></table>${rest}</section>`;
}

/** What the policies say, the worst first, and which exemptions are in force. */
export function policies(reported: Reported | undefined): string {
  if (reported === undefined) return '<section class="box"><h2>Policies</h2><p>They were not asked.</p></section>';
  const { exemptions, findings, notEvaluated } = reported;
  const worst = findings.toSorted((a, b) => Number(b.effect === "stops") - Number(a.effect === "stops"));
  const items = worst.map(
    ({ effect, rule, text: said }) =>
      `<li class="${effect}"><b>${effect}</b> <code>${text(rule)}</code> ${text(said)}</li>`,
  );
  const passed = exemptions.map(
    ({ object, rule, text: why }) => `<li><code>${text(rule)}</code> ${text(object)}: ${text(why)}</li>`,
  );
  const folded = (title: string, inside: readonly string[]) =>
    inside.length === 0 ? "" : `<details><summary>${title}</summary><ul>${inside.join("")}</ul></details>`;
  return `<section class="box"><h2>Policies</h2>${findings.length === 0 ? "<p>Nothing found.</p>" : `<ul class="findings">${items.join("")}</ul>`}${folded(
    counted(exemptions.length, "exemption in force").replace("forces", "force"),
    passed,
  )}${folded(
    `${counted(notEvaluated.length, "rule")} not decided before the update`,
    notEvaluated.map((rule) => `<li><code>${text(rule)}</code></li>`),
  )}</section>`;
}
