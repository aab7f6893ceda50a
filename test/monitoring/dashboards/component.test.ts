import * as pulumi from "@pulumi/pulumi";
import { Dashboards, type DashboardsSpec } from "../../../components/monitoring/dashboards/index.ts";
import { type Registration, record } from "../../binding/fixtures.ts";
import { spec as monitoring, stock } from "../watched.ts";

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

async function maps(spec: DashboardsSpec = usual, watched = stock) {
  new Dashboards("dashboards", { monitoring, spec, watched });
  await pulumi.runtime.disconnect();
  return registrations.filter(({ type }) => type.endsWith(":ConfigMap")).map(({ inputs }) => inputs);
}

test("each dashboard is a ConfigMap that Grafana's sidecar finds by its label and puts into the folder", async () => {
  const made = await maps();
  expect(made).toHaveLength(7);
  for (const { metadata } of made) {
    expect(metadata).toMatchObject({
      annotations: { grafana_folder: "DolphinScheduler" },
      labels: { "app.kubernetes.io/part-of": "dolphinscheduler", grafana_dashboard: "1" },
      name: expect.stringMatching(/^ds-[a-z]+-dashboard$/),
      namespace: "data",
    });
  }
});

test("each holds one file of JSON, by a name that no other environment has", async () => {
  for (const { data, metadata } of await maps()) {
    const [[file = "", json = ""] = []] = Object.entries<string>(data);
    expect(file).toMatch(/^data-ds-[a-z]+\.json$/);
    expect(JSON.parse(json)).toMatchObject({ uid: expect.stringMatching(/^dolphinscheduler-/) });
    // The API server refuses a ConfigMap of more than 1 MiB, and kubectl apply one of more than 256 KiB.
    expect([metadata.name, json.length < 200_000]).toEqual([metadata.name, true]);
  }
});

test("in a namespace for everybody's dashboards, names say whose they are", async () => {
  const label = { name: "dashboards", value: "yes" };
  const [first] = await maps({ folder: "Data", label, namespace: "monitoring" });
  expect(first.metadata).toMatchObject({
    annotations: { grafana_folder: "Data" },
    labels: { dashboards: "yes" },
    name: "data-ds-overview-dashboard",
    namespace: "monitoring",
  });
});
