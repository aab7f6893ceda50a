import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promtoolBinary } from "../lab/tools/promtool.ts";
import { allQueries, elsewhere, parsable } from "../monitoring/dashboards/shown.ts";
import { worlds } from "../monitoring/watched.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-dashboards-"));
let promtool: string;

beforeAll(async () => {
  promtool = await promtoolBinary((line) => process.stderr.write(`${line}\n`));
}, 900_000);

afterAll(() => rmSync(folder, { force: true, recursive: true }));

/** promtool checks files of rules and no bare queries, so each query becomes a recording rule. */
function checkQueries(queries: readonly string[]) {
  const rules = queries.map((expr, index) => ({ expr, record: `query_${index}` }));
  const file = join(folder, "queries.json");
  writeFileSync(file, JSON.stringify({ groups: [{ name: "queries", rules }] }));
  const { status, stderr, stdout } = spawnSync(promtool, ["check", "rules", file], { encoding: "utf8" });
  return { output: `${stdout}${stderr}`, status };
}

test.each(Object.entries({ ...worlds, elsewhere }))(
  "Prometheus takes every query of the dashboards of %s",
  (_, world) => {
    const queries = [...new Set(allQueries(world).map(({ expression }) => parsable(expression)))];
    expect(queries.length).toBeGreaterThan(50);
    expect(checkQueries(queries)).toEqual({
      output: expect.stringContaining(`${queries.length} rules found`),
      status: 0,
    });
  },
);

test("a query that Prometheus would refuse is found", () => {
  expect(checkQueries(["sum by (pod) (up{"])).toMatchObject({ status: 1 });
});
