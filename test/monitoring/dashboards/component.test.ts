import * as pulumi from "@pulumi/pulumi";
import { contextOf } from "../../../components/monitoring/context.ts";
import { dashboards } from "../../../components/monitoring/dashboards/dashboards.ts";
import { grafanaDashboard } from "../../../components/monitoring/dashboards/grafana.ts";
import { Dashboards, type DashboardsSpec } from "../../../components/monitoring/dashboards/index.ts";
import { dashboardNames } from "../../../components/monitoring/dashboards/model.ts";
import { type Registration, record } from "../../binding/fixtures.ts";
import { spec as monitoring, stock, worlds } from "../watched.ts";

const usual: DashboardsSpec = {
  folder: "DolphinScheduler",
  label: { name: "grafana_dashboard", value: "1" },
  namespace: undefined,
};

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

async function made(spec: DashboardsSpec = usual, watched = stock) {
  new Dashboards("dashboards", { monitoring, spec, watched });
  await pulumi.runtime.disconnect();
  const maps = registrations.filter(({ type }) => type.endsWith(":ConfigMap")).map(({ inputs }) => inputs);
  expect(maps).toHaveLength(1);
  return maps[0];
}

test("the dashboards are a ConfigMap that Grafana's sidecar finds by its label and puts into the folder", async () => {
  expect((await made()).metadata).toMatchObject({
    annotations: { grafana_folder: "DolphinScheduler" },
    labels: { "app.kubernetes.io/part-of": "dolphinscheduler", grafana_dashboard: "1" },
    name: "ds-dashboards",
    namespace: "data",
  });
});

test("each is a file of JSON, by a name that no other environment has", async () => {
  const { data } = await made();
  expect(Object.keys(data)).toEqual(dashboardNames.map((name) => `data-ds-${name}.json`).sort());
  const shown = Object.values<string>(data).map((json) => JSON.parse(json));
  expect(new Set(shown.map(({ uid }) => uid)).size).toBe(dashboardNames.length);
  for (const dashboard of dashboards(contextOf(stock, monitoring))) {
    expect(shown).toContainEqual(grafanaDashboard(contextOf(stock, monitoring), dashboard));
  }
});

test.each(Object.values(worlds))(
  "together those of $version are small enough for any way of applying them",
  async (it) => {
    // The API server refuses a ConfigMap of more than 1 MiB, and kubectl apply one of more than 256 KiB.
    expect(JSON.stringify(await made(usual, it)).length).toBeLessThan(200_000);
  },
);

test("a panel is a line, so that a review shows which one has changed", async () => {
  const { data } = await made();
  const [dashboard] = dashboards(contextOf(stock, monitoring));
  const [, ...lines] = data[`data-ds-${dashboard?.name}.json`].split("\n");
  const titles = lines.slice(0, -2).map((line: string) => JSON.parse(line.replace(/,$/, "")).title);
  expect(titles).toEqual(
    JSON.parse(data[`data-ds-${dashboard?.name}.json`]).panels.map(({ title }: { title: string }) => title),
  );
});

test("in a namespace for everybody's dashboards, the name says whose they are", async () => {
  const label = { name: "dashboards", value: "yes" };
  expect((await made({ folder: "Data", label, namespace: "monitoring" })).metadata).toMatchObject({
    annotations: { grafana_folder: "Data" },
    labels: { dashboards: "yes" },
    name: "data-ds-dashboards",
    namespace: "monitoring",
  });
});
