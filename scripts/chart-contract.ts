import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findHelm } from "../stacks/check/surroundings.ts";
import { cases } from "./chart-contract/cases.ts";
import { compareManifests, type Difference, explain } from "./chart-contract/compare.ts";
import explanations from "./chart-contract/explained.json" with { type: "json" };
import { render, standaloneChart } from "./chart-contract/helm.ts";
import { parseManifests } from "./chart-contract/manifests.ts";
import { root } from "./process.ts";

/** Renders both charts for every case, prints what they differ in, and tells whether all of it is explained. */
async function compareCharts(reference: string, scratch: string): Promise<boolean> {
  const helm = await findHelm();
  const upstream = standaloneChart(helm, reference, join(scratch, "upstream"));
  const contract = standaloneChart(helm, join(root, "test/fixtures/chart"), join(scratch, "contract"));

  const seen: Difference[] = [];
  for (const [name, values] of Object.entries(cases)) {
    const manifests = parseManifests(render(helm, upstream, values, scratch));
    const differences = compareManifests(manifests, parseManifests(render(helm, contract, values, scratch)));
    seen.push(...differences);
    const { explained, unexplained } = explain(differences, explanations);
    console.log(
      `${name}: ${manifests.length} objects, ${explained.length} differences explained, ${unexplained.length} not`,
    );
    for (const difference of unexplained) console.log(describe(difference));
  }

  const { unexplained, stale } = explain(seen, explanations);
  for (const { object, path } of stale) console.log(`explained, but no difference any more: ${object} ${path}`);
  return unexplained.length + stale.length === 0;
}

function describe({ object, path, upstream, contract }: Difference): string {
  const side = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
  return `  ${object} ${path}\n    upstream: ${side(upstream)}\n    contract: ${side(contract)}`;
}

const [reference] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "dolphinpod-chart-"));
try {
  if (!reference) throw new Error("Usage: npm run chart:contract -- <folder, .tgz or oci:// reference of a chart>");
  process.exitCode = (await compareCharts(reference, scratch)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
