import { alertNames } from "../../../components/monitoring/alert-names.ts";
import { contextOf } from "../../../components/monitoring/context.ts";
import { dashboards } from "../../../components/monitoring/dashboards/dashboards.ts";
import { grafanaDashboard } from "../../../components/monitoring/dashboards/grafana.ts";
import { dashboardNames } from "../../../components/monitoring/dashboards/model.ts";
import { seriesIn } from "../../../components/monitoring/promql.ts";
import { recordedSeries } from "../../../components/monitoring/rules/index.ts";
import { knownSeries } from "../../../components/monitoring/series.ts";
import { applicationVersions } from "../../../components/scheduler/versions/index.ts";
import { spec, stock, worlds } from "../watched.ts";
import { allQueries, elsewhere, parsable, shown } from "./shown.ts";

const versions = Object.keys(applicationVersions);

test.each(versions)("version %s: every query names only series that somebody shows", (version) => {
  for (const world of [...Object.values(worlds), elsewhere].map((it) => ({ ...it, version }))) {
    // Prometheus itself keeps this one of the alerts that fire.
    const known = new Set([...knownSeries(version), ...recordedSeries(world, spec), "ALERTS"]);
    const unknown = allQueries(world).flatMap(({ expression, panel }) =>
      seriesIn(parsable(expression))
        .filter((name) => !known.has(name))
        .map((name) => `${panel}: ${name}`),
    );
    expect(unknown).toEqual([]);
  }
});

test("every query looks at the chosen namespace alone", () => {
  const everywhere = Object.values(worlds)
    .flatMap(allQueries)
    .filter(({ expression }) => {
      const selectors = expression.match(/[a-zA-Z_:]\w*\{[^}]*\}/g) ?? [];
      return selectors.length === 0 || selectors.some((it) => !/namespace="\$namespace"/.test(it));
    });
  expect(everywhere).toEqual([]);
});

test("no query names a series without saying which ones", () => {
  const bare = Object.values(worlds)
    .flatMap(allQueries)
    .filter(({ expression }) => seriesIn(expression).some((name) => !expression.includes(`${name}{`)));
  expect(bare).toEqual([]);
});

test("there are the seven dashboards, each with panels that say what they show", () => {
  expect(shown(stock).map(({ name }) => name)).toEqual(dashboardNames);
  for (const { name, panels } of shown(stock)) {
    expect([name, panels.length > 3]).toEqual([name, true]);
    expect(panels.filter(({ description }) => (description ?? "").length < 10)).toEqual([]);
  }
});

test("every alert is on a panel with the graph that explains it", () => {
  const linked = Object.values(worlds)
    .flatMap((world) => dashboards(contextOf(world, spec)))
    .flatMap(({ rows }) => rows.flatMap(({ panels }) => panels.flatMap(({ alerts = [] }) => alerts)));
  expect(alertNames.filter((name) => !linked.includes(name))).toEqual([]);
});

test("a panel links to the pages of those of its alerts that the environment has", () => {
  const pages = (world: typeof stock) =>
    shown(world).flatMap(({ panels }) => panels.flatMap(({ links = [] }) => links));
  expect(pages(stock)).toContainEqual({
    targetBlank: true,
    title: "DolphinTaskFailures",
    url: "https://example.com/runbooks/DolphinTaskFailures.md",
  });
  const backlog = [stock, worlds.newest].map((world) =>
    pages(world).some(({ title }) => title === "DolphinCommandBacklog"),
  );
  expect(backlog).toEqual([true, false]);
});

test("pages that a browser cannot reach are named and not linked", () => {
  const panels = dashboards(contextOf(stock, { ...spec, runbooks: "docs/runbooks" })).flatMap(
    (it) => grafanaDashboard(contextOf(stock, { ...spec, runbooks: "docs/runbooks" }), it).panels,
  );
  expect(panels.flatMap(({ links = [] }) => links)).toEqual([]);
  expect(panels.map(({ description }) => description).join()).toContain("Alerts: DolphinHeapFull.");
});

test("the threshold of an alert is the line in its graph", () => {
  const strict = { ...spec, thresholds: { ...spec.thresholds, heapShare: 0.7 } };
  const jvm = dashboards(contextOf(stock, strict)).find(({ name }) => name === "jvm");
  const heap = jvm?.rows[0]?.panels[0];
  expect(heap).toMatchObject({ alerts: ["DolphinHeapFull"], limit: { bad: "above", value: 0.7 } });
});

test.each(Object.values(worlds))("panels of $version fill the 24 columns and do not lie on one another", (world) => {
  for (const { panels } of shown(world)) {
    const cells = panels.flatMap(({ gridPos: { h, w, x, y } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: h * w }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  }
});

test("dashboards of two environments have ids and titles of their own, and each keeps its id", () => {
  const place = ({ uid, title }: { uid: string; title: string }) => [uid, title];
  const [one, two] = [stock, { ...stock, namespace: "other" }].map((world) => shown(world).flatMap(place));
  expect(one?.filter((it) => two?.includes(it))).toEqual([]);
  expect(shown(stock).flatMap(place)).toEqual(one);
  expect(shown(stock).filter(({ uid }) => uid.length > 40)).toEqual([]);
});

test("a reader chooses the data source, the namespace and the pods", () => {
  for (const { schemaVersion, templating } of shown(stock)) {
    expect(schemaVersion).toBe(42);
    expect(templating.list).toEqual([
      expect.objectContaining({ name: "datasource", query: "prometheus" }),
      expect.objectContaining({ current: expect.objectContaining({ value: "data" }), name: "namespace" }),
      expect.objectContaining({ includeAll: true, multi: true, name: "instance" }),
    ]);
  }
});

test("each number and line has a unit, and a limit has its two colours", () => {
  for (const { defaults } of shown(stock).flatMap(({ panels }) =>
    panels.flatMap(({ fieldConfig }) => fieldConfig ?? []),
  )) {
    expect(defaults.unit).toMatch(/^\w+$/);
    expect(["green", "red"]).toContain(defaults.thresholds.steps[0]?.color);
    expect(defaults.thresholds.steps.length).toBeLessThanOrEqual(2);
  }
});
