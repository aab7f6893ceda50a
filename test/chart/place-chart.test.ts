import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeChart } from "../../stacks/place-chart.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-place-"));
const chart = join(folder, "dolphinscheduler");
const hook = 'kind: Job\nmetadata:\n  annotations:\n    "helm.sh/hook": post-install\n';

mkdirSync(join(chart, "templates/tests"), { recursive: true });
writeFileSync(join(chart, "Chart.yaml"), "name: dolphinscheduler\n");
writeFileSync(join(chart, "templates/servers.yaml"), "kind: Service\n---\nkind: StatefulSet\n");
writeFileSync(join(chart, "templates/job.yaml"), hook);
writeFileSync(join(chart, "templates/tests/test.yaml"), hook.replace("post-install", "test"));
writeFileSync(join(chart, "templates/both.yaml"), `kind: Service\n---\n${hook}`);
const archive = join(folder, "dolphinscheduler-3.2.2.tgz");
execFileSync("tar", ["-czf", archive, "-C", folder, "dolphinscheduler"]);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const project = (name: string) => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
};

test.each([
  ["a folder", chart, /^\.\/node_modules\/\.cache\/dolphinpod\/charts\/dolphinscheduler-[0-9a-f]{12}$/],
  ["an archive", archive, /^\.\/node_modules\/\.cache\/dolphinpod\/charts\/dolphinscheduler-3\.2\.2-[0-9a-f]{12}$/],
])("%s is placed under its digest, without templates that are hooks and nothing else", (what, path, place) => {
  const own = project(what);
  const placed = placeChart(path, own);
  expect(placed).toMatch(place);
  expect(existsSync(join(own, placed, "Chart.yaml"))).toBe(true);
  expect(readdirSync(join(own, placed, "templates")).sort()).toEqual(["both.yaml", "servers.yaml", "tests"]);
  expect(readdirSync(join(own, placed, "templates/tests"))).toEqual([]);
});

test("the place is the same in another project, wherever the chart lies; another content has another", () => {
  const copy = join(project("elsewhere"), "dolphinscheduler");
  cpSync(chart, copy, { recursive: true });
  const first = placeChart(chart, project("one"));
  expect(placeChart(copy, project("two"))).toBe(first);
  writeFileSync(join(copy, "Chart.yaml"), "name: changed\n");
  expect(placeChart(copy, project("three"))).not.toBe(first);
});

test("what somebody left behind is no part of a placed chart", () => {
  const own = project("left");
  const placed = placeChart(chart, own);
  rmSync(join(own, placed), { recursive: true });
  const left = join(own, `${placed}.${process.pid}`);
  mkdirSync(join(left, "templates"), { recursive: true });
  writeFileSync(join(left, "templates/left-over.yaml"), "kind: Secret\n");
  placeChart(chart, own);
  expect(readdirSync(join(own, placed, "templates"))).not.toContain("left-over.yaml");
});

test("an archive that cannot be unpacked leaves nothing", () => {
  const own = project("broken");
  const broken = join(folder, "broken.tgz");
  writeFileSync(broken, "no archive");
  expect(() => placeChart(broken, own)).toThrow(/tar/);
  expect(readdirSync(join(own, "node_modules/.cache/dolphinpod/charts"))).toEqual([]);
});

test("placed once it is left as it is, and no half of it lies about", () => {
  const own = project("again");
  const placed = placeChart(chart, own);
  writeFileSync(join(own, placed, "mark"), "");
  expect(placeChart(chart, own)).toBe(placed);
  expect(readdirSync(join(own, "node_modules/.cache/dolphinpod/charts"))).toHaveLength(1);
  expect(existsSync(join(own, placed, "mark"))).toBe(true);
});
