import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promtoolBinary } from "../lab/tools/promtool.ts";
import { alertCases } from "../monitoring/alerts/index.ts";
import { rulesFile, testFile } from "../monitoring/promtool-file.ts";
import { type World, worlds } from "../monitoring/watched.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-alerts-"));
const rulesOf = (world: World) => join(folder, `${world}.json`);
let promtool: string;

beforeAll(async () => {
  promtool = await promtoolBinary((line) => process.stderr.write(`${line}\n`));
  for (const world of Object.keys(worlds) as World[]) writeFileSync(rulesOf(world), rulesFile(world));
}, 900_000);

afterAll(() => rmSync(folder, { force: true, recursive: true }));

function run(...args: string[]) {
  const { status, stderr, stdout } = spawnSync(promtool, args, { encoding: "utf8" });
  return { output: `${stdout}${stderr}`, status };
}

test.each(Object.keys(worlds) as World[])("Prometheus takes every rule of the environment %s", (world) => {
  expect(run("check", "rules", "--lint=all", "--lint-fatal", rulesOf(world))).toMatchObject({ status: 0 });
});

test.each(alertCases.map((it, index) => [it.alert, it.world, index] as const))(
  "%s fires in %s when it should, with the right words, and not otherwise (%i)",
  (_alert, world, index) => {
    const it = alertCases[index];
    if (it === undefined) throw new Error(`no case ${index}`);
    const file = join(folder, `${index}.json`);
    writeFileSync(file, testFile(it, rulesOf(world)));
    expect(run("test", "rules", file)).toEqual({ output: expect.stringContaining("SUCCESS"), status: 0 });
  },
);
