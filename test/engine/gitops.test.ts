import { readFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../../cli/commands/render.ts";
import { projectRoot } from "../lab/paths.ts";
import { luaBinary } from "../lab/tools/lua.ts";
import { toStderr } from "../lab/tools/progress.ts";
import { list, unreadyWorkloads } from "./cluster.ts";
import { installKinds, type Kinds } from "./definitions.ts";
import { externalSecretsOperator, type Store } from "./gitops/operator.ts";
import { Sync } from "./gitops/sync.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const lab = testLab();
const workspaces: Workspace[] = [];
let kinds: Kinds | undefined;
let tools: { kubectl: string; kubeconfig: string; lua: string };

beforeAll(async () => {
  const { kubectl } = await lab.binaries();
  tools = { kubectl, kubeconfig: lab.kubeconfig, lua: await luaBinary(toStderr) };
}, 600_000);

afterAll(async () => {
  await kinds?.remove();
  for (const workspace of workspaces) workspace.dispose();
});

/** A project with a stack, and the folder that the stack is rendered to. */
async function delivered(stack: string, file: string) {
  const workspace = new Workspace(lab, stack, file);
  workspaces.push(workspace);
  await workspace.init();
  const { errors, exitCode } = await render({ import: "import.json", out: "out", stack }, workspace.folder);
  if (exitCode !== 0) throw new Error(errors);
  return { folder: join(workspace.folder, "out"), workspace };
}

describe("an environment whose Secrets come from a store", () => {
  const namespace = "dolphinpod-delivered";
  const dev = readFileSync(join(projectRoot(), "Pulumi.dev.yaml"), "utf8").replace("dolphinscheduler-dev", namespace);
  const file = `${dev}  dolphinpod:gitops: { repository: "https://git.example.com/x", secrets: { store: vault, prefix: dev } }\n`;
  const store: Store = Object.fromEntries(
    [
      ["admin", "password"],
      ["database", "password"],
      ["datasource-salt", "salt"],
      ["minio-root", "password"],
      ["object-store", "secret-access-key"],
    ].map(([name, property]) => [`dev/dolphinscheduler-${name}`, { [property ?? ""]: `of-${name}-in-the-store` }]),
  );
  let sync: Sync;

  beforeAll(async () => {
    const { folder } = await delivered("delivered", file);
    sync = new Sync(folder, tools);
    kinds = await installKinds(lab.api, sync.waves().flatMap(({ objects }) => objects) as never);
  });

  test("comes up from the folder alone, wave by wave, each when the one before is healthy", async () => {
    const started: string[] = [];
    const operator = externalSecretsOperator(lab.api, store);
    await sync.run(async (wave) => {
      started.push(...wave.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
      await operator(wave);
    });
    expect(await unreadyWorkloads(lab.api, namespace)).toEqual([]);
    const at = (object: RegExp) => started.findIndex((it) => object.test(it));
    const order = [
      /^Namespace/,
      /^ExternalSecret .*-database/,
      /^StatefulSet .*-postgresql/,
      /^Job .*-schema/,
      /^StatefulSet .*-worker/,
    ].map(at);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test("its pods read what the store holds, beside what the stack file says", async () => {
    const secrets = await list(lab.api, namespace, "secrets");
    const { data = {} } = secrets.find(({ metadata }) => metadata.name === "dolphinscheduler-database") ?? {};
    const text = Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
    );
    expect(text).toMatchObject({
      host: `dolphinscheduler-postgresql.${namespace}.svc`,
      password: "of-database-in-the-store",
    });
  });

  test("a second sync of the same folder changes nothing", async () => {
    const before = await identities(namespace);
    await sync.run();
    expect(await identities(namespace)).toEqual(before);
  });
});

/** What would change if anything were made anew: a restart is another pod. */
async function identities(namespace: string): Promise<readonly string[]> {
  const kinds = ["deployments", "statefulsets", "jobs", "persistentvolumeclaims", "pods"];
  const objects = (await Promise.all(kinds.map((kind) => list(lab.api, namespace, kind)))).flat();
  return objects.map(({ metadata: { name, uid } }) => `${name} ${uid}`).sort();
}

describe("an environment whose Secrets are there", () => {
  const namespace = "dolphinpod-adopted";
  const file = `config:
  dolphinpod:class: dev
  dolphinpod:namespace: ${namespace}
  dolphinpod:worker: { replicas: 2 }
  dolphinpod:database: { backend: existing, secretName: postgres }
  dolphinpod:objectStore: { backend: existing, secretName: store }
  dolphinpod:security: { adminSecretName: login, saltSecretName: salt }
  dolphinpod:gitops: { repository: "https://git.example.com/x" }
`;
  let sync: Sync;
  let workspace: Workspace;

  beforeAll(async () => {
    const made = await delivered("adopted", file);
    workspace = made.workspace;
    sync = new Sync(made.folder, tools);
    await sync.run();
  });

  test("comes up from the folder alone", async () => {
    expect(await unreadyWorkloads(lab.api, namespace)).toEqual([]);
  });

  test("goes back to Pulumi by an import, after which a preview finds nothing to do", async () => {
    const before = await identities(namespace);
    sync.forget();
    await workspace.pulumi("up", "--yes", "--skip-preview", "--target", "**:kubernetes::cluster");
    await workspace.pulumi("import", "--file", "import.json", "--yes", "--protect=false", "--generate-code=false");
    expect(changes(await workspace.preview())).toEqual([]);
    expect(await identities(namespace)).toEqual(before);
  });

  test("comes to GitOps from Pulumi as it runs: the folder takes the objects over, and nothing restarts", async () => {
    await workspace.set("worker.replicas", "3");
    await workspace.pulumi("up", "--yes", "--skip-preview");
    const before = await identities(namespace);
    await render({ out: "out", stack: "adopted" }, workspace.folder);
    await sync.run();
    expect(await identities(namespace)).toEqual(before);
    expect(changes(await workspace.preview())).toEqual([]);
  });
});
