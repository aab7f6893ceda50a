import { list, unreadyWorkloads } from "./cluster.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const stackFile = (namespace: string) =>
  `config:\n  dolphinpod:class: dev\n  dolphinpod:namespace: ${namespace}\n  dolphinpod:deletion: delete\n`;
const lab = testLab();
const workspaces: Workspace[] = [];

async function environment(namespace: string): Promise<Workspace> {
  const workspace = new Workspace(lab, "dev", stackFile(namespace));
  workspaces.push(workspace);
  await workspace.init();
  return workspace;
}

afterEach(async () => {
  for (const workspace of workspaces.splice(0)) {
    await workspace.pulumi("destroy", "--yes", "--skip-preview");
    workspace.dispose();
  }
});

test("an update that is killed half-way is finished by the next one, with nothing twice and nothing lost", async () => {
  const workspace = await environment("killed");
  let pid = 0;
  const killed = await workspace.attempt(["up", "--yes", "--skip-preview"], {
    onStart: (started) => {
      pid = started;
    },
    onOutput: (text) => {
      if (/StatefulSet .*creating/.test(text)) process.kill(pid, "SIGKILL");
    },
  });
  expect(killed.code).not.toBe(0);
  const survivors = await list(lab.api, "killed", "services");
  expect(survivors.length).toBeGreaterThan(0);

  await workspace.pulumi("cancel", "--yes");
  await workspace.pulumi("up", "--yes", "--skip-preview");

  expect(await unreadyWorkloads(lab.api, "killed")).toEqual([]);
  const uids = (await list(lab.api, "killed", "services")).map(({ metadata }) => metadata.uid);
  expect(uids).toEqual(expect.arrayContaining(survivors.map(({ metadata }) => metadata.uid)));
  expect(changes(await workspace.preview())).toEqual([]);
  // The engine keeps a note of every create it was killed in until it is told that somebody has looked.
  await workspace.pulumi("refresh", "--yes", "--clear-pending-creates");
  expect(changes(await workspace.preview())).toEqual([]);
  const { deployment } = await workspace.export();
  expect(deployment.pending_operations ?? []).toEqual([]);
  const urns = deployment.resources?.map(({ urn }) => urn) ?? [];
  expect(new Set(urns).size).toBe(urns.length);
});

test("an API server that goes away during an update and stays away is named in the error; later the update goes on", async () => {
  const workspace = await environment("outage");
  let stopping: Promise<void> | undefined;
  const failed = await workspace.attempt(["up", "--yes", "--skip-preview"], {
    onOutput: (text) => {
      if (/StatefulSet .*creating/.test(text)) stopping ??= lab.stopApiServer();
    },
  });
  await stopping;
  expect(failed.code).not.toBe(0);
  expect(failed.stdout + failed.stderr).toMatch(/API server https:\/\/127\.0\.0\.1:\d+ .*(refused|reach)/i);

  await lab.startApiServer();
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(await unreadyWorkloads(lab.api, "outage")).toEqual([]);
  expect(changes(await workspace.preview())).toEqual([]);
});
