import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { page } from "../../delivery/page/index.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { projectRoot } from "../lab/paths.ts";
import { chromiumMissing } from "../lab/tools/chromium.ts";
import { toStderr } from "../lab/tools/progress.ts";
import type { Seen } from "../page/look.ts";
import { attack, large } from "../page/previews.ts";

const missing = chromiumMissing();
if (missing !== undefined) toStderr(`The page is not opened in a browser: ${missing}.`);
const widths = [1280, 360] as const;
let all: readonly Seen[] = [];

/** The browser's driver is a module that Jest cannot load, so a program of its own looks at the page. */
async function look(html: string): Promise<readonly Seen[]> {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-page-"));
  try {
    const file = join(folder, "page.html");
    writeFileSync(file, html);
    const words = [join(projectRoot(), "test/page/look.ts"), file, "zookeeper", ...widths.map(String)];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: projectRoot() });
    return JSON.parse(stdout) as Seen[];
  } finally {
    rmSync(folder, { force: true, recursive: true });
  }
}

beforeAll(async () => {
  if (missing !== undefined) return;
  const document = large();
  const finding = { rule: attack, effect: "stops" as const, text: attack };
  const reported = { findings: [finding], exemptions: [], notEvaluated: [attack] };
  all = await look(await page(readPreview(document, "preview.json"), { document, reported }));
});

(missing === undefined ? describe : describe.skip).each(widths)("in a browser of %i pixels", (width) => {
  const seen = () => {
    const found = all[widths.indexOf(width)];
    if (found === undefined) throw new Error("nothing was seen");
    return found;
  };

  test("a page of 300 changes opens without a complaint and asks nobody for anything", () => {
    expect(seen()).toMatchObject({ complaints: [], requests: [], title: "Preview of dev" });
    expect(seen().screenshotBytes).toBeGreaterThan(20_000);
  });

  test("it is not wider than the screen, and its texts can be read", () => {
    expect(seen()).toMatchObject({ overflow: 0, smallText: [] });
  });

  test("the filter finds by words, by operation and by what is at stake", () => {
    const { all: whole, atStake, byName, cleared, deletes } = seen().shown;
    expect(whole).toBe(300);
    expect(cleared).toBe(300);
    expect(byName).toBeGreaterThan(3);
    expect(byName).toBeLessThan(30);
    expect(deletes).toBeGreaterThan(60);
    expect(deletes).toBeLessThan(90);
    expect(atStake).toBeGreaterThan(1);
    expect(atStake).toBeLessThan(20);
  });

  test("a key leads to the filter, and a box of the graph to its component", () => {
    expect(seen()).toMatchObject({ keyboard: "filter", linked: true });
  });

  test("without scripts every change is there and unfolds, and there is no filter that would do nothing", () => {
    expect(seen().plain).toEqual({ filter: false, resources: 300, unfolds: true });
  });

  test("nothing that a name says is run", () => {
    expect(seen().hacked).toBe(false);
  });
});
