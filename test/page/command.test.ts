import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preview } from "../../cli/commands/preview.ts";
import type { Run } from "../../delivery/run.ts";
import { recorded } from "./previews.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-page-"));
writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: {}\n");

afterAll(() => rmSync(folder, { force: true, recursive: true }));

/** Pulumi's CLI as far as a preview needs it; what it is called with is written down. */
function engine(document: object, code: number): { readonly run: Run; readonly calls: string[] } {
  const calls: string[] = [];
  const run: Run = async (_, words) => {
    calls.push(words.slice(0, 2).join(" "));
    const plan = words[words.indexOf("--save-plan") + 1];
    if (words[0] === "preview" && plan !== undefined) writeFileSync(plan, '{"resourcePlans": {}}');
    const stdout = words[0] === "preview" ? JSON.stringify(document) : '{"deployment": {"resources": []}}';
    return { code: words[0] === "preview" ? code : 0, stdout };
  };
  return { calls, run };
}

test("--html makes a page of the preview and of what policies say of it", async () => {
  const { calls, run } = engine(recorded(), 0);
  const { data, output } = await preview({ html: "page.html", stack: "dev" }, folder, run);
  expect(calls).toEqual(["preview --stack", "stack export"]);
  expect(output).toContain("The page is page.html.");
  expect(data).toMatchObject({ html: "page.html", stack: "dev" });
  const html = readFileSync(join(folder, "page.html"), "utf8");
  expect(html).toContain("<title>Preview of dev</title>");
  expect(html).not.toContain("They were not asked.");
  expect(existsSync(join(folder, "preview-dev", "policies.json"))).toBe(true);
});

test("a preview that failed has a page with the error, and fails", async () => {
  const failed = { steps: [], diagnostics: [{ severity: "error", message: "the cluster <is> away" }], duration: 1 };
  const outcome = await preview({ html: "failed.html", out: "failed", stack: "dev" }, folder, engine(failed, 255).run);
  expect(outcome).toMatchObject({ exitCode: 1, errors: expect.stringContaining("the cluster <is> away") });
  expect(readFileSync(join(folder, "failed.html"), "utf8")).toContain("the cluster &#60;is&#62; away");
});

test("--recorded makes the page again without the engine", async () => {
  mkdirSync(join(folder, "earlier"));
  copyFileSync(join(__dirname, "recorded.json"), join(folder, "earlier", "preview.json"));
  const outcome = await preview({ html: "pages/again.html", recorded: "earlier" }, folder);
  expect(outcome).toMatchObject({ exitCode: 0, data: { html: "pages/again.html" } });
  expect(readFileSync(join(folder, "pages/again.html"), "utf8")).toContain("They were not asked.");
});

test("--recorded says what is missing: the page's name, or the folder's preview", async () => {
  expect(await preview({ recorded: "earlier" }, folder)).toMatchObject({
    errors: "--recorded goes with --html, which names the file of the page.",
    exitCode: 64,
  });
  await expect(preview({ html: "x.html", recorded: "nowhere" }, folder)).rejects.toThrow(
    /nowhere.preview\.json does not exist: dolphinpod preview <stack> --out .*nowhere makes it/,
  );
});
