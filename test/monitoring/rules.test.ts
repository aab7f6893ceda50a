import { checkSeries, recordedSeries, ruleGroups } from "../../components/monitoring/rules/index.ts";
import type { Watched } from "../../components/monitoring/types.ts";
import { applicationVersions } from "../../components/scheduler/versions/index.ts";
import { newest, spec, stock } from "./watched.ts";

const versions = Object.keys(applicationVersions);
const alertsOf = (watched: Watched, given = spec) => ruleGroups(watched, given).flatMap(({ alerts }) => alerts);
const namesOf = (watched: Watched) => alertsOf(watched).map(({ name }) => name);
const elsewhere: Partial<Watched> = {
  certificate: undefined,
  database: "elsewhere",
  logCleaners: "none",
  objectStore: "elsewhere",
  registry: undefined,
};

test.each(versions)("with version %s every rule is about series that somebody shows", (version) => {
  for (const watched of [stock, newest]) expect(() => ruleGroups({ ...watched, version }, spec)).not.toThrow();
});

test("a rule on a series that the version lacks is an error that names both, and what is allowed", () => {
  const alert = {
    description: "",
    expression: 'rate(ds_task_instance_count_total{state="fail"}[5m]) > 0',
    for: "0m",
    name: "DolphinTaskFailures",
    severity: "warning",
    summary: "",
  } as const;
  const group = { alerts: [alert], name: "work", recordings: [] };
  expect(() => checkSeries("3.2.2", [group])).not.toThrow();
  expect(() => checkSeries("3.4.2", [group])).toThrow(
    "Rules name series that nobody shows with version 3.4.2, so they would be silent for ever: " +
      "DolphinTaskFailures: ds_task_instance_count_total. Allowed are those of components/scheduler/versions",
  );
});

test.each([
  ["3.2.2", ["DolphinTaskFailures", "DolphinTaskRetries", "DolphinWorkflowFailures", "DolphinCommandBacklog"], true],
  ["3.4.0", ["DolphinTaskFailures", "DolphinTaskRetries", "DolphinWorkflowFailures", "DolphinCommandBacklog"], false],
  ["3.4.2", ["DolphinWorkflowFailures", "DolphinHeartbeatsStopped"], true],
  ["3.2.2", ["DolphinHeartbeatsStopped", "DolphinMasterOverloaded"], false],
  ["3.3.0", ["DolphinMasterOverloaded"], true],
])("version %s and its alerts %j: %p", (version, names, there) => {
  const found = namesOf({ ...stock, version });
  expect(names.map((name) => found.some((it) => it === name))).toEqual(names.map(() => there));
});

test("what is not in the namespace is not watched", () => {
  const names = namesOf({ ...stock, ...elsewhere });
  expect(names.filter((name) => /Database|Registry|ObjectStore|Certificate|LogCleaner|Backup/.test(name))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(["DolphinConnectionTimeouts", "DolphinMasterAbsent"]));
});

test.each([
  [1, undefined],
  [2, 2],
  [3, 2],
  [5, 3],
])("of %d masters fewer than %p are an alert", (master, needed) => {
  const alert = alertsOf({ ...stock, replicas: { ...stock.replicas, master } }).find(
    ({ name }) => name === "DolphinMastersBelowQuorum",
  );
  expect(alert?.expression.split(" < ")[1]).toBe(needed === undefined ? undefined : String(needed));
});

test("a single member of a registry is either there or not", () => {
  const names = namesOf({ ...stock, registry: { certificates: undefined, kind: "zookeeper", members: 1 } });
  expect(names).toContain("DolphinRegistryQuorumLost");
  expect(names).not.toContain("DolphinRegistryMemberDown");
});

test.each([
  [
    "a certificate of the user interface and those of the registry",
    stock,
    ["DolphinCertificateEnding", "DolphinRegistryCertificateOld"],
  ],
  [
    "a registry's certificates alone",
    { ...stock, certificate: undefined },
    ["DolphinCertificateEnding", "DolphinRegistryCertificateOld"],
  ],
  [
    "an open registry",
    { ...stock, registry: { certificates: undefined, kind: "etcd", members: 3 } },
    ["DolphinCertificateEnding"],
  ],
  ["no certificates", { ...stock, ...elsewhere }, []],
] as const)("with %s there are the alerts on them", (_, watched, wanted) => {
  expect(namesOf(watched).filter((name) => name.includes("Certificate"))).toEqual(wanted);
});

test("thresholds are the environment's own, and silenced alerts are left out", () => {
  const own = {
    ...spec,
    silenced: ["DolphinTaskRetries"] as const,
    thresholds: { ...spec.thresholds, taskFailures: 0.07 },
  };
  const alerts = alertsOf(stock, own);
  expect(alerts.find(({ name }) => name === "DolphinTaskFailures")?.expression).toMatch(/ > 0\.07$/);
  expect(alerts.map(({ name }) => name)).not.toContain("DolphinTaskRetries");
});

test("two environments of one cluster never look at each other's series", () => {
  for (const { expression, name } of alertsOf(stock)) {
    const selectors = expression.match(/\{[^}]*\}/g) ?? [];
    expect([name, selectors.filter((it) => !it.includes('namespace="data"'))]).toEqual([name, []]);
  }
});

test("dashboards may use what the rules record", () => {
  expect(recordedSeries(stock, spec)).toEqual(
    expect.arrayContaining(["dolphinscheduler:servers_up:sum", "dolphinscheduler:task_failures:ratio_rate30m"]),
  );
  expect(recordedSeries(newest, spec)).not.toContain("dolphinscheduler:task_failures:ratio_rate30m");
});
