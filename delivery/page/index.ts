import { createHash } from "node:crypto";
import type { Reported } from "../comment/findings.ts";
import { escaped } from "../markup.ts";
import { planDigest } from "../preview/digest.ts";
import type { Preview } from "../preview/document.ts";
import { graph } from "./graph.ts";
import { componentsOf, operations } from "./model.ts";
import { orderOf } from "./order.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";
import { cost, errors, policies, stakes, sums } from "./summary.ts";
import { tree } from "./tree.ts";

export interface PageOptions {
  /** The document that the preview was read from: it says who needs whom. */
  readonly document: unknown;
  /** What the policies said; undefined where nobody asked them. */
  readonly reported: Reported | undefined;
}

/**
 * A preview as one page that needs no network: what loses data, sums, a graph, the cost, the policies, every change.
 * All but the filter works without scripts. Secrets are masked as in the comment.
 */
export async function page(preview: Preview, { document, reported }: PageOptions): Promise<string> {
  const components = componentsOf(preview);
  const title = `Preview of ${preview.stack}`;
  const changing = components.some(({ resources }) => resources.length > 0);
  const drawn = changing ? await graph(components, orderOf(document, preview.changes)) : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${guard}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1>
${sums(components, preview)}</header>
<main>
${stakes(components)}${errors(preview)}
${changing ? `<section class="box"><h2>Components</h2><p class="rest">In the order of the update: arrows lead to what needs them.</p>${drawn}</section>` : ""}
<div class="two">${cost(preview)}${policies(reported)}</div>
${changing ? `<section><h2>Changes</h2>${filter}\n${tree(components)}</section>` : "<p>Nothing changes.</p>"}
</main>
<footer>${changing ? `Plan: <code>${planDigest(preview)}</code>` : ""}</footer>
${changing ? `<script>${script}</script>` : ""}
</body>
</html>
`;
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded from anywhere, and of styles and scripts only the two that are written here. */
const guard = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Without scripts it does nothing, so a script shows it. */
const filter = `<form class="filter" role="search" hidden><input type="search" id="filter" placeholder="Filter by name, type, field or value" aria-label="Filter changes" autocomplete="off">${operations
  .map((operation) => `<label><input type="checkbox" data-operation="${operation}" checked> ${operation}</label>`)
  .join(
    "",
  )}<label><input type="checkbox" id="stake"> data at stake</label><button type="button" data-fold="open">Unfold</button><button type="button" data-fold="close">Fold</button><span id="told" role="status"></span></form>`;
