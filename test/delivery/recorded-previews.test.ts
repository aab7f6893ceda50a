import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { comment } from "../../cli/commands/comment.ts";
import { preview, step } from "./previews.ts";

const folder = mkdtempSync(join(tmpdir(), "previews-"));
afterAll(() => rmSync(folder, { recursive: true }));

const document = preview(
  step("update", { type: "kubernetes:core/v1:Service", name: "one", component: "x", inputs: {} }),
);
const report = (rule: string) => ({
  findings: [{ rule, level: "mandatory", object: { type: "kubernetes:core/v1:Service", name: "one" } }],
});

/** What a run left, by stack; an empty text is what a CLI that fails at once leaves. */
function left(name: string, stacks: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  for (const [stack, files] of Object.entries(stacks)) {
    const own = join(folder, name, `preview-${stack}`);
    mkdirSync(own, { recursive: true });
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(own, file), content === "" ? "" : JSON.stringify(content));
    }
  }
  return join(folder, name);
}

test("a preview that is empty, and one that is missing, are told as failed beside those that are there", async () => {
  const previews = left("broken", { dev: { "preview.json": document }, staging: { "preview.json": "" } });
  const { output } = await comment({ folder: previews, stacks: '["dev","prod","staging"]' }, folder);
  expect(output).toContain("## Preview of <code>dev</code>, <code>prod</code>, <code>staging</code>");
  expect([...output.matchAll(/The preview of <code>(\w+)<\/code> failed/g)].map(([, stack]) => stack)).toEqual([
    "prod",
    "staging",
  ]);
  expect(output).toContain("Next: <code>npx dolphinpod check prod</code>");
});

test("with findings of several stacks each says whose it is", async () => {
  const of = (rule: string) => ({ "preview.json": document, "policies.json": report(rule) });
  const previews = left("several", { dev: of("image-no-latest"), prod: of("image-no-latest") });
  const { output } = await comment({ folder: previews }, folder);
  expect(output).toContain("| **stops** | <code>dev</code> <code>image-no-latest</code> |");
  expect(output).toContain("| **stops** | <code>prod</code> <code>image-no-latest</code> |");
});

test("a change that touches no stack has a comment that says so, in place of an older one", async () => {
  const { output } = await comment({ folder: join(folder, "nothing"), stacks: "[]" }, folder);
  expect(output).toBe("<!-- dolphinpod:preview -->\nThis change touches no stack.\n");
});
