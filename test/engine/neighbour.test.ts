import { allObjects, unreadyWorkloads } from "./cluster.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const lab = testLab();
const stackFile = (name: string) =>
  `config:\n  dolphinpod:class: dev\n  dolphinpod:name: ${name}\n  dolphinpod:namespace: ${name}-data\n  dolphinpod:deletion: delete\n`;
const first = new Workspace(lab, "first", stackFile("first"));
const second = new Workspace(lab, "second", stackFile("second"));

beforeAll(() => Promise.all([first.init(), second.init()]));
afterAll(async () => {
  for (const workspace of [second, first]) {
    await workspace.pulumi("destroy", "--yes", "--skip-preview");
    workspace.dispose();
  }
});

/** Identity and version of every object: a version changes with every write, even of a status. */
async function versions(): Promise<ReadonlyMap<string, string>> {
  const objects = await allObjects(lab.api, "first-data");
  return new Map([...objects].map(([title, { metadata }]) => [title, `${metadata.uid} ${metadata.resourceVersion}`]));
}

/** The cluster's controllers write statuses for a while after an update has ended. */
async function settled(): Promise<ReadonlyMap<string, string>> {
  for (let before = await versions(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const after = await versions();
    if (JSON.stringify([...before]) === JSON.stringify([...after])) return after;
    before = after;
  }
}

test("a second environment comes, changes and goes in the same cluster without a touch of the first", async () => {
  await first.pulumi("up", "--yes", "--skip-preview");
  const before = await settled();
  expect(before.size).toBeGreaterThan(60);

  await second.pulumi("up", "--yes", "--skip-preview");
  expect(await unreadyWorkloads(lab.api, "second-data")).toEqual([]);
  expect(await versions()).toEqual(before);

  await second.set("worker.replicas", "2");
  await second.pulumi("up", "--yes", "--skip-preview");
  expect(await versions()).toEqual(before);

  await second.pulumi("destroy", "--yes", "--skip-preview");
  expect(await lab.api.get("/apis/apps/v1/namespaces/second-data/statefulsets/second-master")).toBeUndefined();
  expect(await settled()).toEqual(before);
});
