import { list, unreadyWorkloads } from "./cluster.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-rotation";
const lab = testLab();
const workspace = new Workspace(
  lab,
  "rotation",
  `config:\n  dolphinpod:class: dev\n  dolphinpod:namespace: ${namespace}\n  dolphinpod:name: ds\n`,
);

beforeAll(async () => {
  await workspace.init();
  await workspace.pulumi("up", "--yes", "--skip-preview");
});
afterAll(async () => {
  await workspace.pulumi("destroy", "--yes", "--skip-preview");
  workspace.dispose();
});

/** Workload and Job pods by their unique ids, called by what they belong to. */
async function pods(): Promise<ReadonlyMap<string, string>> {
  const role = (name: string) => /^ds-(postgresql|minio-bucket|[a-z]+)/.exec(name)?.[1] ?? name;
  return new Map((await list(lab.api, namespace, "pods")).map(({ metadata }) => [metadata.uid, role(metadata.name)]));
}

async function secretData(): Promise<ReadonlyMap<string, string>> {
  const secrets = await list(lab.api, namespace, "secrets");
  return new Map(secrets.map(({ data = {}, metadata }) => [metadata.name, JSON.stringify(data)]));
}

async function rotate(option: string) {
  const before = { pods: await pods(), secrets: await secretData() };
  await workspace.set(option, "2");
  await workspace.pulumi("up", "--yes", "--skip-preview");
  const after = { pods: await pods(), secrets: await secretData() };
  return {
    secrets: [...after.secrets].filter(([name, data]) => before.secrets.get(name) !== data).map(([name]) => name),
    started: [...new Set([...after.pods].filter(([uid]) => !before.pods.has(uid)).map(([, role]) => role))].sort(),
  };
}

test.each([
  ["database.passwordVersion", ["ds-database"], ["alert", "api", "master", "postgresql", "schema"]],
  [
    "objectStore.keyVersion",
    ["ds-minio-root", "ds-object-store"],
    ["api", "master", "minio", "minio-bucket", "worker"],
  ],
  ["security.adminPasswordVersion", ["ds-admin"], ["schema"]],
])(
  "raising %s changes its secrets, starts exactly their consumers, and leaves nothing to do",
  async (option, secrets, started) => {
    expect(await rotate(option)).toEqual({ secrets, started });
    expect(await unreadyWorkloads(lab.api, namespace)).toEqual([]);
    expect(changes(await workspace.preview())).toEqual([]);
  },
);

test("the salt of data sources is still the same after the stack was destroyed and came back", async () => {
  const before = (await secretData()).get("ds-datasource-salt");
  await workspace.pulumi("destroy", "--yes", "--skip-preview");
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(before).toContain("salt");
  expect((await secretData()).get("ds-datasource-salt")).toBe(before);
});
