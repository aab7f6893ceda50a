import * as pulumi from "@pulumi/pulumi";
import { Monitoring } from "../../components/monitoring/index.ts";
import type { Watched } from "../../components/monitoring/types.ts";
import { type Registration, record } from "../binding/fixtures.ts";
import { complaints } from "../mesh/models.ts";
import { newest, spec, stock } from "./watched.ts";

let registered: Registration[];
beforeEach(() => {
  registered = record();
});
afterEach(() => jest.restoreAllMocks());

async function create(watched: Watched) {
  new Monitoring("monitoring", { spec, watched });
  await pulumi.runtime.disconnect();
}

const ofKind = (kind: string) =>
  registered
    .filter(({ inputs }) => inputs.kind === kind)
    .map(({ inputs }) => inputs)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
const scraped = () =>
  [...ofKind("ServiceMonitor"), ...ofKind("PodMonitor")].map(({ metadata, spec }) => {
    const [endpoint] = spec.endpoints ?? spec.podMetricsEndpoints;
    return [metadata.name, endpoint.port, endpoint.path];
  });

test("every server and every backing service in the namespace is scraped where it shows its metrics", async () => {
  await create(stock);
  expect(scraped()).toEqual([
    ["ds-alert", "actuator-port", "/actuator/prometheus"],
    ["ds-api", "api-port", "/dolphinscheduler/actuator/prometheus"],
    ["ds-database", "metrics", "/metrics"],
    ["ds-master", "actuator-port", "/actuator/prometheus"],
    ["ds-object-store", "s3", "/minio/v2/metrics/cluster"],
    ["ds-registry", "metrics", "/metrics"],
    ["ds-worker", "actuator-port", "/actuator/prometheus"],
    ["ds-log-cleaner", "metrics", "/metrics"],
  ]);
});

test("pods whose Services have no port for metrics are found as pods", async () => {
  await create(newest);
  expect(ofKind("PodMonitor").map(({ metadata, spec }) => [metadata.name, spec.selector])).toEqual([
    ["ds-database", { matchLabels: { "cnpg.io/cluster": "ds-database", "cnpg.io/podRole": "instance" } }],
    [
      "ds-log-cleaner",
      {
        matchExpressions: [{ key: "app.kubernetes.io/component", operator: "In", values: ["master", "worker"] }],
        matchLabels: { "app.kubernetes.io/instance": "ds" },
      },
    ],
  ]);
});

test("a target's job is set by its monitor, so that rules need not know how it was found", async () => {
  await create(stock);
  const master = ofKind("ServiceMonitor").find(({ metadata }) => metadata.name === "ds-master");
  const [endpoint] = master?.spec.endpoints ?? [];
  expect(endpoint).toMatchObject({
    interval: "30s",
    relabelings: [{ action: "replace", replacement: "ds-master", targetLabel: "job" }],
    scrapeTimeout: "10s",
  });
});

test.each([
  ["3.2.2", ["submit", "finish"], ["success", "fail"]],
  ["3.4.2", ["SUBMITTED_SUCCESS", "FAILOVER", "STOP"], ["SUCCESS", "FAILURE"]],
])("of a workflow definition in %s Prometheus keeps only how its workflows end", async (version, dropped, kept) => {
  await create({ ...stock, version });
  const master = ofKind("ServiceMonitor").find(({ metadata }) => metadata.name === "ds-master");
  const [
    {
      metricRelabelings: [rule],
    } = { metricRelabelings: [] },
  ] = master?.spec.endpoints ?? [];
  expect(rule).toMatchObject({ action: "drop", sourceLabels: ["__name__", "state"] });
  const drops = (state: string) => new RegExp(`^(?:${rule.regex})$`).test(`ds_workflow_instance_count_total;${state}`);
  expect([dropped.filter(drops), kept.filter(drops)]).toEqual([dropped, []]);
});

test.each(["ds-worker", "ds-api"])("of %s nothing is dropped", async (name) => {
  await create(stock);
  const monitor = ofKind("ServiceMonitor").find(({ metadata }) => metadata.name === name);
  expect(monitor?.spec.endpoints[0]).not.toHaveProperty("metricRelabelings");
});

test.each([
  ["stock", stock],
  ["newest", newest],
])("the operator's own schemas take every object of the environment %s", async (_, watched) => {
  await create(watched);
  const custom = registered.filter(({ type }) => type.startsWith("kubernetes:monitoring.coreos.com/"));
  expect(custom.length).toBeGreaterThan(6);
  for (const [kind, objects] of Map.groupBy(custom, ({ inputs }) => inputs.kind as string)) {
    const module = `prometheus-operator/monitoring.coreos.com/v1/${kind}`;
    expect([
      kind,
      complaints(
        module,
        kind,
        objects.map(({ inputs }) => inputs),
      ),
    ]).toEqual([kind, []]);
  }
});

test("Prometheus finds all of it by the wanted labels", async () => {
  await create(stock);
  const custom = registered.filter(({ type }) => type.startsWith("kubernetes:monitoring.coreos.com/"));
  expect(new Set(custom.map(({ inputs }) => inputs.metadata.labels.release))).toEqual(
    new Set(["kube-prometheus-stack"]),
  );
});

test("every alert says how bad it is, what it is about, and where to read on", async () => {
  await create(stock);
  const [{ spec: rules } = { spec: { groups: [] } }] = ofKind("PrometheusRule");
  for (const rule of rules.groups.flatMap((group: { rules: { alert?: string }[] }) => group.rules)) {
    if (rule.alert === undefined) continue;
    expect(rule.labels.severity).toMatch(/^(critical|warning)$/);
    expect(rule.annotations).toEqual({
      description: expect.stringMatching(/.{20}/),
      runbook_url: `https://example.com/runbooks/${rule.alert}.md`,
      summary: expect.stringMatching(/\.$/),
    });
  }
});
