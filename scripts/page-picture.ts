import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "puppeteer-core";
import { readFindings } from "../delivery/comment/findings.ts";
import { page } from "../delivery/page/index.ts";
import { readPreview } from "../delivery/preview/document.ts";
import { changesOfSteps } from "../policies/change/changes.ts";
import { situation } from "../policies/command.ts";
import { judgeUpdate } from "../policies/core/judge.ts";
import { jsonReport } from "../policies/reports/json.ts";
import { rules } from "../policies/rules/index.ts";
import { previewSteps } from "../policies/sources/state.ts";
import { withBrowser } from "../test/lab/browser.ts";
import { toStderr } from "../test/lab/tools/progress.ts";

/** The preview that the tests read, with what the rules about changes say of it. */
async function recordedPage(folder: string): Promise<string> {
  const file = "test/page/recorded.json";
  const document: unknown = JSON.parse(readFileSync(join(folder, file), "utf8"));
  const { settings } = situation({ stack: "dev" }, folder);
  const report = judgeUpdate(changesOfSteps(previewSteps(document) ?? []), undefined, rules, settings);
  const reported = readFindings(JSON.parse(jsonReport(report)), file);
  return page(readPreview(document, file), { document, reported });
}

interface Picture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

const pictures: readonly Picture[] = [
  { file: "preview-page.png", width: 1120, height: 1120, scheme: "light" },
  { file: "preview-page-phone.png", width: 360, height: 1000, scheme: "dark" },
];

async function photograph(browser: Browser, html: string, { file, height, scheme, width }: Picture): Promise<void> {
  const tab = await browser.newPage();
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await tab.setViewport({ height, width });
  await tab.setContent(html);
  await tab.screenshot({ path: join("docs/pictures", file) as `${string}.png` });
}

/** Draws the pictures of docs/diagram.md that show the page, with the tests' Chromium: node scripts/page-picture.ts */
export async function pagePictures(folder: string): Promise<readonly string[]> {
  const html = await recordedPage(folder);
  await withBrowser(toStderr, async (browser) => {
    for (const picture of pictures) await photograph(browser, html, picture);
  });
  return pictures.map(({ file }) => `docs/pictures/${file}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(`wrote ${(await pagePictures(process.cwd())).join(", ")}`);
}
