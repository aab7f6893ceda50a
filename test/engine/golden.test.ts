import { readFileSync } from "node:fs";
import { type Golden, goldenFiles, goldenStacks, readGolden, writeGolden } from "./golden-files.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const lab = testLab();

/** `npm run golden` writes what this test otherwise compares; the diff is read in review. */
const update = process.env["DOLPHINPOD_UPDATE_GOLDEN"] === "1";

async function planned(stack: keyof typeof goldenStacks): Promise<Golden> {
  const workspace = new Workspace(lab, stack, readFileSync(goldenStacks[stack], "utf8"));
  try {
    await workspace.init();
    return goldenFiles(await workspace.preview());
  } finally {
    workspace.dispose();
  }
}

describe.each(["dev", "full"] as const)("the objects of %s", (stack) => {
  let golden: Golden;

  beforeAll(async () => {
    golden = await planned(stack);
    if (update) writeGolden(stack, golden);
  });

  test("are those in test/golden; after a change on purpose, run `npm run golden` and read the diff", () => {
    expect(golden).toEqual(readGolden(stack));
  });

  test("hold no secret value", () => {
    const secrets = Object.entries(golden).filter(([name]) => /^Secret(Patch)?\./.test(name));
    expect(secrets.length).toBeGreaterThan(2);
    for (const [, text] of secrets)
      expect(
        text.match(/^ {2}[\w-]+: (?!"?\[secret\])\S+$/gm)?.filter((line) => !/name|annotations|labels/.test(line)) ??
          [],
      ).toEqual([]);
  });
});
