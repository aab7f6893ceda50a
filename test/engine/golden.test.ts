import { readFileSync } from "node:fs";
import { installKindsOf } from "./definitions.ts";
import { type Golden, goldenFiles, goldenStacks, readGolden, writeGolden } from "./golden-files.ts";
import { asPreview, production } from "./golden-production.ts";
import { testLab } from "./lab.ts";
import { leaks } from "./leaks.ts";
import { Workspace } from "./workspace.ts";

const lab = testLab();

/** `npm run golden` writes, for the stacks that it names here, what this test otherwise compares. */
const updated = process.env["DOLPHINPOD_UPDATE_GOLDEN"]?.split(",") ?? [];

async function planned(stack: keyof typeof goldenStacks): Promise<Golden> {
  if (stack === "prod") return goldenFiles(asPreview((await production()).objects));
  const file = readFileSync(goldenStacks[stack], "utf8");
  const workspace = new Workspace(lab, stack, file);
  const kinds = await installKindsOf(lab.api, file);
  try {
    await workspace.init();
    return goldenFiles(await workspace.preview());
  } finally {
    workspace.dispose();
    await kinds.remove();
  }
}

describe.each(["dev", "full", "prod"] as const)("the objects of %s", (stack) => {
  let golden: Golden;

  beforeAll(async () => {
    golden = await planned(stack);
    if (updated.includes(stack)) writeGolden(stack, golden);
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

describe("the objects of production", () => {
  let rendered: Awaited<ReturnType<typeof production>>;
  let golden: Golden;

  beforeAll(async () => {
    rendered = await production();
    golden = goldenFiles(asPreview(rendered.objects));
  });

  test("have a file each, whatever they are called", () => {
    const local = rendered.objects.filter(({ remote }) => !remote);
    expect(Object.keys(golden)).toHaveLength(local.length);
    expect(local.filter(({ type }) => type.startsWith("aws:")).length).toBeGreaterThan(15);
  });

  test("say of everything in AWS that holds data that it is protected and kept", () => {
    const kept = Object.entries(golden).filter(([, text]) => text.startsWith("# protected, kept when it leaves"));
    expect([...new Set(kept.map(([name]) => name.split(".")[0]))].sort()).toEqual(
      expect.arrayContaining(["Bucket", "Instance", "Key"]),
    );
  });

  test("hold no value that a provider answered as a secret, base64 included", () => {
    const { planted, sent } = rendered;
    expect(planted.length).toBeGreaterThanOrEqual(3);
    expect(leaks(planted, { sent })).toHaveLength(planted.length);
    expect(leaks(planted, golden)).toEqual([]);
    expect(leaks(planted, readGolden("prod"))).toEqual([]);
  });
});
