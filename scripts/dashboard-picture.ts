import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { failure, misuse, type Outcome, success } from "../cli/outcome.ts";
import { show } from "../cli/show.ts";
import { loadStack, refusal } from "../cli/stacks.ts";
import { contextOf } from "../components/monitoring/context.ts";
import { dashboards } from "../components/monitoring/dashboards/dashboards.ts";
import { watchedOf } from "../stacks/monitoring.ts";
import { type Page, page } from "./dashboard-picture/page.ts";

const usage = "usage: node scripts/dashboard-picture.ts <stack> <dashboard> <file.png>";

/** Draws a dashboard of a stack into a PNG, from its JSON and with made-up series: what docs/monitoring.md shows. */
export function dashboardPicture([stack, name, file]: readonly string[], folder: string): Outcome {
  const loaded = loadStack(stack, folder);
  if (!loaded.ok) return refusal(loaded);
  const { monitoring } = loaded.spec;
  if (monitoring === undefined) return failure(`${stack} is not watched (monitoring.mode), so it has no dashboards.`);
  const context = contextOf(watchedOf(loaded.spec), monitoring);
  const dashboard = dashboards(context).find((it) => it.name === name);
  if (dashboard === undefined || file === undefined) return misuse(usage);
  const problem = photograph(page(context, dashboard), resolve(file));
  return problem === undefined ? success(`wrote ${file}`) : failure(problem);
}

/** Chromium draws the page; what went wrong, in words. */
function photograph({ height, html, width }: Page, file: string): string | undefined {
  const browser = process.env["CHROME_PATH"] || "chromium";
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-picture-"));
  try {
    const source = join(folder, "page.html");
    writeFileSync(source, html);
    const options = ["--headless", "--no-sandbox", "--hide-scrollbars", `--user-data-dir=${join(folder, "profile")}`];
    const shot = [`--screenshot=${file}`, `--window-size=${width},${height}`, `file://${source}`];
    const { error, status, stderr } = spawnSync(browser, [...options, ...shot], { encoding: "utf8" });
    if (error !== undefined) {
      return `${browser}: ${error.message}. Install Chromium, or name a Chrome by CHROME_PATH.`;
    }
    return status === 0 ? undefined : `${browser} ended with ${status}: ${stderr}`;
  } finally {
    rmSync(folder, { force: true, recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = show(dashboardPicture(process.argv.slice(2), process.cwd()), false);
}
