import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Run } from "../../delivery/run.ts";
import { rollback } from "../../scripts/rollback.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const lab = testLab();
const namespace = "rollback";
const file = (tag: string) => {
  const image = { tag };
  return stringify({
    config: { "dolphinpod:class": "dev", "dolphinpod:namespace": namespace, "dolphinpod:image": image },
  });
};
const stackFile = "Pulumi.back.yaml";
const workspace = new Workspace(lab, "back", file("3.2.2"));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    cwd: workspace.folder,
    encoding: "utf8",
    stdio: "pipe",
  });

const run: Run = async (command, args) => {
  if (command === "pulumi")
    return workspace.attempt([...args].filter((it, at) => it !== "--stack" && args[at - 1] !== "--stack"));
  return new Promise((resolve) => {
    execFile(command, args, { cwd: workspace.folder, encoding: "utf8" }, (error, stdout) =>
      resolve({ code: error ? 1 : 0, stdout }),
    );
  });
};

/** Writes a stack file with an image's tag, commits it and brings it out. */
async function release(tag: string): Promise<void> {
  writeFileSync(join(workspace.folder, stackFile), file(tag));
  git("update-index", "--no-assume-unchanged", stackFile);
  git("add", ".");
  git("commit", "--no-gpg-sign", "--allow-empty", "--message", tag);
  // The lab writes its salt into the file while the CLI runs; a file of a real stack has its own, and is committed so.
  git("update-index", "--assume-unchanged", stackFile);
  await workspace.pulumi("up", "--yes", "--skip-preview");
}

const image = async () => {
  const worker: unknown = await lab.api.get(
    `/apis/apps/v1/namespaces/${namespace}/statefulsets/dolphinscheduler-worker`,
  );
  return /"image":"([^"]*worker:[^"]*)"/.exec(JSON.stringify(worker))?.[1];
};
const claims = async () => {
  const list = (await lab.api.get(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`)) as {
    items: { metadata: { name: string; uid: string } }[];
  };
  return list.items.map(({ metadata: { name, uid } }) => `${name} ${uid}`).sort();
};

beforeAll(async () => {
  writeFileSync(join(workspace.folder, ".gitignore"), ".pulumi/\n");
  git("init", "--initial-branch=main");
  git("add", ".");
  git("commit", "--no-gpg-sign", "--message", "empty");
  await workspace.init();
});

afterAll(async () => {
  await workspace.attempt(["destroy", "--yes", "--skip-preview"]);
  await lab.api.remove(`/api/v1/namespaces/${namespace}`);
  workspace.dispose();
});

test("a release that was bad is taken back with one command, and no data with it", async () => {
  await release("3.2.2");
  const before = await claims();
  expect(before.length).toBeGreaterThan(0);
  await release("3.2.2-broken");
  expect(await image()).toMatch(/:3\.2\.2-broken$/);

  const shown = await rollback(["back"], workspace.folder, run);
  expect(shown).toMatchObject({ exitCode: 0, output: expect.stringContaining("Nothing was done.") });
  expect(shown.output).toContain("3.2.2-broken");
  expect(await image()).toMatch(/:3\.2\.2-broken$/);

  expect(await rollback(["back", "--yes"], workspace.folder, run)).toMatchObject({ exitCode: 0, errors: "" });
  expect(await image()).toMatch(/:3\.2\.2$/);
  expect(await claims()).toEqual(before);
  // What was taken back is no place to go to.
  expect(await rollback(["back"], workspace.folder, run)).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("--to <commit>"),
  });
  expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
});
