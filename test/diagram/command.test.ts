import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diagram } from "../../cli/commands/diagram.ts";

const root = join(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "dolphinpod-diagram-"));

afterAll(() => rmSync(folder, { force: true, recursive: true }));

test("a picture goes to the terminal, or into a file in a folder that need not be there", async () => {
  const shown = await diagram({ format: "mermaid", stack: "dev" }, root);
  expect(shown).toMatchObject({ exitCode: 0, errors: "" });
  expect(shown.output).toMatch(/^flowchart TB\n/);
  const out = join(folder, "pictures", "dev.svg");
  const written = await diagram({ out, stack: "dev" }, root);
  expect(written).toMatchObject({ exitCode: 0, output: `wrote ${out}`, data: { file: out } });
  expect(readFileSync(out, "utf8")).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
});

test("the form json is the model, which is what --json prints too", async () => {
  const { data, output } = await diagram({ format: "json", stack: "prod" }, root);
  expect(JSON.parse(output)).toEqual(JSON.parse(JSON.stringify(data)));
  expect(data).toMatchObject({ title: "dolphinscheduler (prod)" });
});

test("a stack that is not there is named with those that are", async () => {
  const { errors, exitCode } = await diagram({ stack: "live" }, root);
  expect({ errors, exitCode }).toEqual({ errors: "No file Pulumi.live.yaml: there are dev, prod.", exitCode: 64 });
});
