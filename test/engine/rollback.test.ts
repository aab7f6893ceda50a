import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stringify } from "yaml";
import { affected } from "../../cli/commands/affected.ts";
import { apply } from "../../cli/commands/apply.ts";
import { health } from "../../cli/commands/health.ts";
import { preview } from "../../cli/commands/preview.ts";
import { rollback } from "../../cli/commands/rollback.ts";
import type { Run } from "../../delivery/run.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const lab = testLab();
const namespace = "rollback";
const file = (tag: string) => {
  const image = { overrides: { worker: `apache/dolphinscheduler-worker:${tag}` } };
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
  const binary = command === "kubectl" ? (await lab.binaries()).kubectl : command;
  const options = {
    cwd: workspace.folder,
    encoding: "utf8",
    env: { ...process.env, KUBECONFIG: lab.kubeconfig },
  } as const;
  return new Promise((resolve) => {
    execFile(binary, args, { ...options, maxBuffer: 2 ** 26 }, (error, stdout) =>
      resolve({ code: error ? 1 : 0, stdout }),
    );
  });
};

/** Alerts that a Prometheus says are firing in the namespace. */
let firing: readonly string[] = [];
let prometheus: Server;

/** Writes a stack file with a worker's image, commits it, plans it and brings it out. */
async function release(tag: string) {
  writeFileSync(join(workspace.folder, stackFile), file(tag));
  git("update-index", "--no-assume-unchanged", stackFile);
  git("add", ".");
  git("commit", "--no-gpg-sign", "--allow-empty", "--message", tag);
  // The lab writes its salt into the file while the CLI runs; a file of a real stack has its own, and is committed so.
  git("update-index", "--assume-unchanged", stackFile);
  const planned = await preview({ stack: "back", out: "plan" }, workspace.folder, run);
  expect(planned).toMatchObject({ exitCode: 0 });
  return apply({ stack: "back", plan: join(workspace.folder, "plan/plan.json") }, workspace.folder, run);
}

/** What the gate says, which asks the cluster and Prometheus once, and writes down what serves. */
function gate() {
  const address = `http://127.0.0.1:${(prometheus.address() as AddressInfo).port}`;
  const fetchJson = async (url: string): Promise<unknown> => (await fetch(url)).json();
  const surroundings = { run, fetch: fetchJson, pause: async () => {}, now: () => performance.now() };
  return health({ stack: "back", prometheus: address, record: true, wait: 0 }, workspace.folder, surroundings);
}

const image = async () => {
  const worker: unknown = await lab.api.get(
    `/apis/apps/v1/namespaces/${namespace}/statefulsets/dolphinscheduler-worker`,
  );
  return /"image":"[^"]*worker:([^"]*)"/.exec(JSON.stringify(worker))?.[1];
};
const claims = async () => {
  const list = (await lab.api.get(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`)) as {
    items: { metadata: { name: string; uid: string } }[];
  };
  return list.items.map(({ metadata: { name, uid } }) => `${name} ${uid}`).sort();
};

beforeAll(async () => {
  prometheus = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://x");
    // Asked for an earlier time, it knows of none.
    const result =
      searchParams.get("query")?.includes(`namespace="${namespace}"`) && !searchParams.has("time")
        ? firing.map((alertname) => ({ metric: { alertname, severity: "critical" } }))
        : [];
    response.end(JSON.stringify({ status: "success", data: { result } }));
  });
  await new Promise<void>((resolve) => prometheus.listen(0, "127.0.0.1", resolve));
  writeFileSync(join(workspace.folder, ".gitignore"), ".pulumi/\nplan/\n");
  git("init", "--initial-branch=main");
  git("add", ".");
  git("commit", "--no-gpg-sign", "--message", "empty");
  await workspace.init();
});

afterAll(async () => {
  delete process.env["DOLPHINPOD_LAB_TIMEOUT_SECONDS"];
  prometheus.close();
  await workspace.attempt(["destroy", "--yes", "--skip-preview"]);
  await lab.api.remove(`/api/v1/namespaces/${namespace}`);
  workspace.dispose();
});

test("a release whose image nobody has is stopped by the update and by the gate, and taken back without a loss", async () => {
  const r = await release("3.2.2");
  if (r.exitCode) throw new Error(r.output + r.errors);
  expect(await gate()).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(
      /^back is healthy: its workloads are ready, no critical alert fires\.\nIt is written down that commit \w{40} serves\.$/,
    ),
  });
  const before = await claims();
  expect(before.length).toBeGreaterThan(0);

  process.env["DOLPHINPOD_LAB_TIMEOUT_SECONDS"] = "15";
  const stopped = await release("3.2.2-missing");
  delete process.env["DOLPHINPOD_LAB_TIMEOUT_SECONDS"];
  expect(stopped).toMatchObject({ exitCode: 1, errors: expect.stringContaining("What is done stays done") });
  expect(stopped.output).toContain("ImagePullBackOff");
  const closed = await gate();
  expect(closed.exitCode).toBe(1);
  expect(closed.errors).toContain("StatefulSet dolphinscheduler-worker: 0 of 1 pods are ready.");
  expect(closed.errors).toMatch(/Pod dolphinscheduler-worker-0, container \S+: ImagePullBackOff, .*:3\.2\.2-missing/);

  const shown = await rollback({ stack: "back" }, workspace.folder, run);
  expect(shown).toMatchObject({ exitCode: 0, output: expect.stringContaining("Nothing was done.") });
  // The engine's record of an update that failed half-way has its old inputs, so no field differs in what is shown.
  expect(shown.output).toMatch(/~ kubernetes:apps\/v1:StatefulSet: \(update\)/);
  expect(shown.output).toContain('"apache/dolphinscheduler-worker:3.2.2"');
  expect(await image()).toBe("3.2.2-missing");

  // Half-way the stack is at no commit, so whatever is deployed next looks at all of it.
  expect((await affected({ deployed: true }, workspace.folder, run)).data).toEqual(["back"]);
  expect(await rollback({ stack: "back", yes: true }, workspace.folder, run)).toMatchObject({
    exitCode: 0,
    errors: "",
  });
  expect(await image()).toBe("3.2.2");
  expect(await gate()).toMatchObject({ exitCode: 0 });
  expect(await claims()).toEqual(before);
  // What was taken back is no place to go to.
  expect(await rollback({ stack: "back" }, workspace.folder, run)).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("--to <commit>"),
  });
});

test("a release that comes up and lets an alert fire is stopped by the gate, and taken back", async () => {
  expect(await release("3.2.2-slow")).toMatchObject({ exitCode: 0 });
  expect((await affected({ deployed: true }, workspace.folder, run)).data).toEqual([]);
  firing = ["MasterOverloaded"];
  expect(await gate()).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("Alert MasterOverloaded is firing (critical)."),
  });
  const taken = await rollback({ stack: "back", yes: true }, workspace.folder, run);
  expect(taken).toMatchObject({ exitCode: 0, output: expect.stringMatching(/succeeded at \S+, and served/) });
  firing = [];
  expect(await image()).toBe("3.2.2");
  expect(await gate()).toMatchObject({ exitCode: 0 });
  expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
});
