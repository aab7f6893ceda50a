import { setTimeout as sleep } from "node:timers/promises";
import { workloadComplaints } from "../../delivery/health.ts";
import { budgetsNoticed, drain, evict, podsOf, settled, zones } from "./drain.ts";
import { testLab } from "./lab.ts";
import { PodWatch } from "./pod-watch.ts";
import { Workspace } from "./workspace.ts";

const namespace = "dolphinpod-availability";
const lab = testLab();
/** As many of each as in class prod, whose data is in a cloud that the lab does not have. */
const workspace = new Workspace(
  lab,
  "availability",
  `config:
  dolphinpod:class: dev
  dolphinpod:name: ds
  dolphinpod:namespace: ${namespace}
  dolphinpod:deletion: delete
  dolphinpod:master: { replicas: 3, spread: required }
  dolphinpod:worker: { replicas: 3 }
  dolphinpod:api: { replicas: 2 }
  dolphinpod:alert: { replicas: 2 }
  dolphinpod:database: { memory: 4Gi }
  dolphinpod:registry: { members: 3 }
  dolphinpod:availability: { priorityClasses: own }
  dolphinpod:logs: { upkeep: managed }
`,
);

/** What there is of each, all of it working. */
const all = { alert: 2, api: 2, master: 3, registry: 3, worker: 3 };
const oneAway = { alert: 1, api: 1, master: 2, registry: 2, worker: 2 };

beforeAll(async () => {
  await workspace.init();
  await workspace.pulumi("up", "--yes", "--skip-preview");
  await settled(lab.api, namespace);
});
afterAll(async () => {
  await workspace.pulumi("destroy", "--yes", "--skip-preview");
  workspace.dispose();
});

/** The fewest of each component that worked at any moment while something was done. */
async function fewestDuring(work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const watch = await PodWatch.start(lab.api, namespace);
  expect(watch.working()).toMatchObject(all);
  await work();
  await settled(lab.api, namespace);
  return watch.stop();
}

async function places(component: string): Promise<readonly string[]> {
  const pods = await podsOf(lab.api, namespace);
  return pods
    .filter(({ metadata }) => metadata.labels["app.kubernetes.io/component"] === component)
    .map(({ spec }) => spec.nodeName ?? "");
}

test("no two masters and no two members of the registry share a node or a zone", async () => {
  const zoneOf = await zones(lab.api);
  for (const component of ["master", "registry"]) {
    const nodes = await places(component);
    expect(new Set(nodes).size).toBe(3);
    expect(new Set(nodes.map((node) => zoneOf.get(node))).size).toBe(3);
  }
});

test("what steers has a higher priority than what works, by classes of the environment's own name", async () => {
  const pods = await podsOf(lab.api, namespace);
  const priorities = pods.map(({ metadata, spec }) => [metadata.labels["app.kubernetes.io/component"], spec.priority]);
  expect(Object.fromEntries(priorities)).toEqual({
    alert: 1_000_000,
    api: 1_000_000,
    database: 1_000_000,
    master: 1_000_000,
    "object-store": 1_000_000,
    registry: 1_000_000,
    worker: 100_000,
  });
  expect(await lab.api.get(`/apis/scheduling.k8s.io/v1/priorityclasses/control.ds.${namespace}`)).toBeDefined();
});

test("whoever evicts everything at once is refused, and never gets two of a kind", async () => {
  let refused = 0;
  const fewest = await fewestDuring(async () => {
    const pods = await podsOf(lab.api, namespace);
    const answers = await Promise.all(pods.map(({ metadata }) => evict(lab.api, namespace, metadata.name)));
    refused = answers.filter((granted) => !granted).length;
    await budgetsNoticed(
      lab.api,
      namespace,
      pods.filter((_, index) => answers[index]),
    );
  });
  expect(refused).toBeGreaterThan(0);
  expect(fewest).toMatchObject(oneAway);
});

test("draining any one node leaves a quorum and at least one of each server", async () => {
  for (const node of (await zones(lab.api)).keys()) {
    const fewest = await fewestDuring(() => drain(lab.api, namespace, [node]));
    expect({ node, fewest: atLeast(fewest, oneAway) }).toEqual({ node, fewest: oneAway });
    expect(await places("master")).not.toContain(node);
  }
});

test("draining any one zone leaves a quorum and at least one of each server", async () => {
  const zoneOf = await zones(lab.api);
  for (const zone of new Set(zoneOf.values())) {
    const nodes = [...zoneOf].filter(([, its]) => its === zone).map(([node]) => node);
    const fewest = await fewestDuring(() => drain(lab.api, namespace, nodes));
    expect({ zone, fewest: atLeast(fewest, oneAway) }).toEqual({ zone, fewest: oneAway });
  }
});

test("an update that replaces every pod never takes two masters or two members of the registry at once", async () => {
  const before = new Set((await podsOf(lab.api, namespace)).map(({ metadata }) => metadata.uid));
  await workspace.set("timezone", "Europe/Berlin");
  await workspace.set("registry.memory", "640Mi");
  const fewest = await fewestDuring(() => workspace.pulumi("up", "--yes", "--skip-preview"));

  const after = await podsOf(lab.api, namespace);
  const kept = after.filter(({ metadata }) => before.has(metadata.uid)).map(({ metadata }) => metadata.name);
  expect(kept.filter((name) => /master|worker|api|alert|zookeeper/.test(name))).toEqual([]);
  expect(fewest).toMatchObject({ master: 2, registry: 2, worker: 2 });
  expect(fewest["api"]).toBeGreaterThanOrEqual(1);
});

test("a canary is the last master alone, and the rest follows when the partition goes", async () => {
  const uids = async () =>
    new Map((await podsOf(lab.api, namespace)).map(({ metadata }) => [metadata.name, metadata.uid]));
  const before = await uids();
  await workspace.set("master.partition", "2");
  await workspace.set("master.threads", "33");
  await workspace.pulumi("up", "--yes", "--skip-preview");
  // The update does not wait for a canary; `dolphinpod health` tells when it stands.
  const statefulSets = () => lab.api.get(`/apis/apps/v1/namespaces/${namespace}/statefulsets`);
  while (workloadComplaints(await statefulSets()).length > 0) await sleep(50);
  const canary = await uids();
  const masters = ["ds-master-0", "ds-master-1", "ds-master-2"];
  expect(masters.filter((name) => before.get(name) !== canary.get(name))).toEqual(["ds-master-2"]);

  await workspace.set("master.partition", "0");
  await workspace.pulumi("up", "--yes", "--skip-preview");
  await settled(lab.api, namespace);
  const after = await uids();
  expect(masters.filter((name) => canary.get(name) !== after.get(name))).toEqual(["ds-master-0", "ds-master-1"]);
});

/** The counts of a record, none above another's: more than enough is enough. */
function atLeast(counts: Readonly<Record<string, number>>, enough: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(enough).map(([key, most]) => [key, Math.min(counts[key] ?? 0, most)]));
}
