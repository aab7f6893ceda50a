import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../lab/paths.ts";
import { configMaps, podEnvironments, secretValues, unreadyWorkloads, volumeClaims } from "./cluster.ts";
import { testLab } from "./lab.ts";
import { leaks } from "./leaks.ts";
import { changes, Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-dev";
const lab = testLab();
const dev = readFileSync(join(projectRoot(), "Pulumi.dev.yaml"), "utf8");
const workspace = new Workspace(lab, "dev", `${dev}  dolphinpod:worker: { replicas: 2 }\n`);
const master = `/apis/apps/v1/namespaces/${namespace}/statefulsets/dolphinscheduler-master`;

beforeAll(() => workspace.init());
afterAll(() => workspace.dispose());

// The tests of this file are the life of one environment, in order.

test("a preview names every object that the update then makes", async () => {
  const planned = (await workspace.preview()).steps.map(({ urn }) => urn).sort();
  await workspace.pulumi("up", "--yes", "--skip-preview");
  const made = (await workspace.export()).deployment.resources?.map(({ urn }) => urn).sort() ?? [];
  // A plugin's own default provider is bookkeeping of the engine, which no preview lists.
  expect(made.filter((urn) => !/pulumi:providers:\w+::default/.test(urn))).toEqual(planned);
  expect(planned.filter((urn) => urn.includes("StatefulSet::"))).toHaveLength(5);
});

test("after an update every workload is ready", async () => {
  expect(await unreadyWorkloads(lab.api, namespace)).toEqual([]);
});

test("the chart waits for the tables, so that its servers go before the database does", async () => {
  const { resources = [] } = (await workspace.export()).deployment;
  const chart = resources.find(({ urn }) => /helm\.sh\/v4:Chart::/.test(urn));
  expect(chart?.dependencies?.some((urn) => /Job::[^:]*-schema$/.test(urn))).toBe(true);
});

test.each([
  [/StatefulSet::.*-worker$/, 2 * 300],
  [/Deployment::.*-api$/, 300],
  [/Job::.*-schema$/, 1800],
])("the engine waits for %s for as long as it may take: more than %d s", async (urn, seconds) => {
  const { resources = [] } = (await workspace.export()).deployment;
  const { create, delete: remove, update } = resources.find((it) => urn.test(it.urn))?.customTimeouts ?? {};
  for (const awaited of [create, update, remove]) expect(awaited).toBeGreaterThan(seconds);
});

test("the namespace refuses pods that are not restricted", async () => {
  const object = (await lab.api.get(`/api/v1/namespaces/${namespace}`)) as { metadata: { labels: object } };
  expect(object.metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
});

test("harden reaches the chart's objects through the engine", async () => {
  const { spec } = (await lab.api.get(master)) as { spec: { template: { spec: Record<string, unknown> } } };
  expect(spec.template.spec).toMatchObject({
    automountServiceAccountToken: false,
    serviceAccountName: "dolphinscheduler-master",
  });
});

test("no secret value is in the exported state, the outputs, a ConfigMap or a pod's environment", async () => {
  const secrets = await secretValues(lab.api, namespace);
  expect(secrets.length).toBeGreaterThanOrEqual(3);
  const places = {
    state: JSON.stringify(await workspace.export()),
    outputs: await workspace.pulumi("stack", "output", "--json"),
    configMaps: JSON.stringify(await configMaps(lab.api, namespace)),
    environments: JSON.stringify(await podEnvironments(lab.api, namespace)),
  };
  expect(leaks(secrets, places)).toEqual([]);
});

test("a second preview finds nothing to do", async () => {
  expect(changes(await workspace.preview())).toEqual([]);
  await workspace.pulumi("preview", "--expect-no-changes");
});

test("a changed number of replicas touches one object", async () => {
  await workspace.set("worker.replicas", "3");
  expect(changes(await workspace.preview())).toEqual([`update dolphinscheduler:${namespace}/dolphinscheduler-worker`]);
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(await unreadyWorkloads(lab.api, namespace)).toEqual([]);
});

test("a refresh finds an edit by hand, and the next update undoes it", async () => {
  await lab.api.patch(master, { spec: { template: { spec: { terminationGracePeriodSeconds: 1 } } } });
  const drift = await workspace.attempt(["refresh", "--preview-only", "--expect-no-changes", "--yes"]);
  expect(drift.code).not.toBe(0);
  await workspace.pulumi("refresh", "--yes");
  expect(changes(await workspace.preview())).toEqual([`update dolphinscheduler:${namespace}/dolphinscheduler-master`]);
  await workspace.pulumi("up", "--yes", "--skip-preview");
  const { spec } = (await lab.api.get(master)) as { spec: { template: { spec: Record<string, unknown> } } };
  expect(spec.template.spec["terminationGracePeriodSeconds"]).toBeGreaterThan(30);
});

test("a destroy says what it keeps, and keeps the volume claims and secrets of the data", async () => {
  const claims = await volumeClaims(lab.api, namespace);
  expect(claims).toEqual(
    expect.arrayContaining(["data-dolphinscheduler-postgresql-0", "data-dolphinscheduler-minio-0"]),
  );
  const secrets = await secretValues(lab.api, namespace);
  expect(await workspace.pulumi("stack", "output", "keptOnDestroy")).toContain(`namespace ${namespace}`);

  await workspace.pulumi("destroy", "--yes", "--skip-preview");

  expect(await volumeClaims(lab.api, namespace)).toEqual(expect.arrayContaining(claims));
  const kept = (await secretValues(lab.api, namespace)).map(({ path }) => path);
  expect(kept).toEqual(
    expect.arrayContaining(secrets.map(({ path }) => path).filter((path) => /password|secret-access-key/.test(path))),
  );
  expect(await lab.api.get(master)).toBeUndefined();
});

test("an update after a destroy takes over what was kept", async () => {
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(await unreadyWorkloads(lab.api, namespace)).toEqual([]);
  expect(changes(await workspace.preview())).toEqual([]);
});
