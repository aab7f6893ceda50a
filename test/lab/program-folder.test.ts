import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programFolder } from "./program-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-program-"));
mkdirSync(join(folder, "src"));
writeFileSync(join(folder, "src/index.ts"), "");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["the project's, where it says nothing", "name: app\n", folder],
  ["that of a folder as main", "name: app\nmain: src\n", join(folder, "src")],
  ["that of a file as main", "name: app\nmain: src/index.ts\n", join(folder, "src")],
  ["that of a file that is still to be built", "name: app\nmain: dist/index.js\n", join(folder, "dist")],
  ["that of a path from the root", `name: app\nmain: ${tmpdir()}\n`, tmpdir()],
])("a program's folder is %s", (_, project, expected) => {
  writeFileSync(join(folder, "Pulumi.yaml"), project);
  expect(programFolder(folder)).toBe(expected);
});

test("a folder without a project is its own", () => {
  expect(programFolder(join(folder, "src"))).toBe(join(folder, "src"));
});
