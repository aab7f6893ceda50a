import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { move } from "../../cli/commands/move.ts";
import type { Run } from "../../delivery/run.ts";
import { allObjects } from "./cluster.ts";
import { helm, history } from "./helm.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const lab = testLab();
const namespace = "dolphinpod-move";
const stackFile = `# Whose environment this is.
config:
  dolphinpod:class: dev # small
  dolphinpod:name: ds
  dolphinpod:namespace: ${namespace}
  dolphinpod:deletion: delete
  dolphinpod:api: { replicas: 2 }
`;
const workspace = new Workspace(lab, "move", stackFile);
const written = () => readFileSync(join(workspace.folder, "Pulumi.move.yaml"), "utf8");

/** The command's own calls: the CLI in the lab, kubectl on its cluster. */
const run: Run = async (command, args, env = {}) => {
  if (command === "pulumi")
    return workspace.attempt(
      [...args].filter((_, index) => !isStack(args, index)),
      { env },
    );
  const { kubectl } = await lab.binaries();
  return new Promise((resolve) => {
    execFile(kubectl, ["--kubeconfig", lab.kubeconfig, ...args], { maxBuffer: 2 ** 26 }, (error, stdout) =>
      resolve({ code: error ? 1 : 0, stdout }),
    );
  });
};
const isStack = (args: readonly string[], index: number) => args[index] === "--stack" || args[index - 1] === "--stack";

/** As if somebody had pulled the plug at the first call with these words. */
const interruptedAt =
  (...words: string[]): Run =>
  (command, args, env) =>
    words.every((word) => args.includes(word)) ? Promise.resolve({ code: 1, stdout: "" }) : run(command, args, env);

/** Every object of the namespace with its uid: pods, volume claims and all. */
async function uids(): Promise<ReadonlyMap<string, string>> {
  const objects = await allObjects(lab.api, namespace);
  const kept = [...objects].filter(
    ([name]) => !/^(Secret sh\.helm|EndpointSlice|Endpoints|ControllerRevision)/.test(name),
  );
  return new Map(kept.map(([name, { metadata }]) => [name, metadata.uid]));
}

let before: ReadonlyMap<string, string>;

beforeAll(async () => {
  await workspace.init();
  await workspace.pulumi("up", "--yes", "--skip-preview");
  before = await uids();
});
afterAll(async () => {
  await workspace.pulumi("destroy", "--yes", "--skip-preview");
  workspace.dispose();
});

test("without --yes the steps are shown and nothing is done", async () => {
  const { exitCode, output } = await move({ stack: "move", to: "release" }, workspace.folder, run);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^move goes from objects to release: \d+ objects .*\n {2}1\. Mark/);
  expect(output).toContain("Nothing was done. Do it: npx dolphinpod move move --to release --yes");
  expect(written()).toBe(stackFile);
});

/** The file alone says something else; what ran runs on, and the file is put back. */
async function changeOnlyTheFile(delivery: string): Promise<string> {
  const [file, running] = [written(), await uids()];
  await workspace.set("dolphinpod:scheduler.delivery", delivery);
  const { code, stdout } = await workspace.attempt(["up", "--yes", "--skip-preview"]);
  expect(code).not.toBe(0);
  expect(await uids()).toEqual(running);
  writeFileSync(join(workspace.folder, "Pulumi.move.yaml"), file);
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(await uids()).toEqual(running);
  return stdout;
}

test("a file that says release, without a move, stops the update and touches nothing", async () => {
  expect(await changeOnlyTheFile("release")).toContain("exists and cannot be imported into the current release");
});

test("to a release, also when it is interrupted: every object stays the one that it was", async () => {
  const first = await move({ stack: "move", to: "release", yes: true }, workspace.folder, interruptedAt("up"));
  expect(first).toMatchObject({ exitCode: 1, errors: expect.stringContaining("What is done stays done") });
  expect(await uids()).toEqual(before);

  expect(await move({ stack: "move", to: "release", yes: true }, workspace.folder, run)).toMatchObject({ exitCode: 0 });
  expect(await uids()).toEqual(before);
  expect(written()).toBe(`${stackFile}  dolphinpod:scheduler: { delivery: release }\n`);
  expect(changes(await workspace.preview())).toEqual([]);
  const revisions = await history(lab, namespace, "ds");
  expect(revisions.map(({ description }) => description)).toEqual(["Install complete", "Upgrade complete"]);
});

test("once more is nothing to do", async () => {
  const { exitCode, output } = await move({ stack: "move", to: "release", yes: true }, workspace.folder, run);
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: "move is a release already." });
});

test("a file that says objects, without a move, stops the update and touches nothing", async () => {
  expect(await changeOnlyTheFile("objects")).toContain("exists already, and this stack did not make it");
});

test("the release is one like others: a change is a revision, and helm rollback takes it back", async () => {
  await workspace.set("dolphinpod:api.replicas", "3");
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(await history(lab, namespace, "ds")).toHaveLength(3);
  await helm(lab, namespace, "rollback", "ds", "2", "--wait", "--timeout", "20s");
  const api = (await lab.api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/ds-api`)) as {
    readonly spec: { readonly replicas: number };
  };
  expect(api.spec.replicas).toBe(2);
  await workspace.set("dolphinpod:api.replicas", "2");
  await workspace.pulumi("up", "--yes", "--skip-preview", "--refresh");
});

test("an environment that is not as its file says is not moved", async () => {
  await workspace.set("dolphinpod:api.replicas", "3");
  const { errors, exitCode } = await move({ stack: "move", to: "objects", yes: true }, workspace.folder, run);
  expect(exitCode).toBe(1);
  expect(errors).toContain("move is not as its file says: see `pulumi preview`");
  await workspace.set("dolphinpod:api.replicas", "2");
});

test("back to objects, also when it is interrupted: the same objects, and nothing of Helm is left", async () => {
  const kept = await uids();
  const cut = interruptedAt("delete", "secrets");
  expect(await move({ stack: "move", to: "objects", yes: true }, workspace.folder, cut)).toMatchObject({ exitCode: 1 });
  expect(await move({ stack: "move", to: "objects", yes: true }, workspace.folder, run)).toMatchObject({ exitCode: 0 });
  expect(await uids()).toEqual(kept);
  expect([...before].filter(([name]) => !/^(Pod|ReplicaSet) ds-api/.test(name) && !kept.has(name))).toEqual([]);
  expect(changes(await workspace.preview())).toEqual([]);
  expect(JSON.parse(await helm(lab, namespace, "list", "--all", "--output", "json"))).toEqual([]);

  // The controller of a Deployment copies its annotations to ReplicaSets, and never takes one back.
  const ofHelm = [...(await allObjects(lab.api, namespace))].filter(
    ([name, object]) =>
      !name.startsWith("ReplicaSet") && /meta\.helm\.sh|"manager":"helm"/.test(JSON.stringify(object)),
  );
  expect(ofHelm.map(([name]) => name)).toEqual([]);
});

test("a field that leaves the program then leaves the object: nobody else holds it", async () => {
  const annotations = async () => {
    const worker = (await lab.api.get(`/apis/apps/v1/namespaces/${namespace}/statefulsets/ds-worker`)) as {
      readonly spec: { readonly template: { readonly metadata: { readonly annotations: object } } };
    };
    return Object.keys(worker.spec.template.metadata.annotations);
  };
  await workspace.set('dolphinpod:worker.annotations["example.com/mark"]', "here");
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(await annotations()).toContain("example.com/mark");
  await workspace.pulumi("config", "rm", "--path", "dolphinpod:worker.annotations");
  await workspace.pulumi("up", "--yes", "--skip-preview");
  expect(await annotations()).not.toContain("example.com/mark");
});
