import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SeenPicture } from "../diagram/look.ts";
import { projectRoot } from "../lab/paths.ts";
import { chromiumMissing } from "../lab/tools/chromium.ts";
import { toStderr } from "../lab/tools/progress.ts";

const missing = chromiumMissing();
if (missing !== undefined) toStderr(`The pictures are not opened in a browser: ${missing}.`);
const stacks = ["dev", "prod"];

(missing === undefined ? test : test.skip)(
  "in a browser every text of the docs' pictures is inside of its box, and nothing is fetched",
  async () => {
    const files = stacks.map((stack) => join(projectRoot(), "docs/pictures", `diagram-${stack}.svg`));
    const words = [join(projectRoot(), "test/diagram/look.ts"), ...files];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: projectRoot() });
    const all = JSON.parse(stdout) as readonly SeenPicture[];
    expect(all.map(({ leaving, noise }) => ({ leaving, noise }))).toEqual(
      stacks.map(() => ({ leaving: [], noise: [] })),
    );
    for (const { texts } of all) expect(texts).toBeGreaterThan(40);
  },
);
