import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JobRun, runWorkflow, type World } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-events-"));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: "pipe",
  }).trim();
function commit(file: string, text: string): string {
  writeFileSync(join(folder, file), text);
  git("add", ".");
  git("commit", "--no-gpg-sign", "-m", file);
  return git("rev-parse", "HEAD");
}

/** Commits of the repository: the base, then one that touches dev alone, or texts alone. */
let base = "";
let texts = "";

beforeAll(() => {
  git("init", "--initial-branch=main");
  for (const stack of ["dev", "prod", "staging"]) {
    const file = `config: { dolphinpod:class: ${stack === "dev" ? "dev" : "prod"} }`;
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), file);
  }
  base = commit("README.md", "a");
  texts = commit("README.md", "b");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An event in the form of GitHub's own, cut to what workflows can read, with commits of this repository. */
function happened(file: string, changed: "dev" | "layers" | "texts", failing: readonly string[] = []): World {
  git("checkout", "--quiet", "-B", "work", changed === "texts" ? texts : base);
  if (changed === "dev") commit("Pulumi.dev.yaml", `config: { dolphinpod:class: dev } # ${Math.random()}`);
  if (changed === "layers") commit("package-lock.json", String(Math.random()));
  const text = readFileSync(join(__dirname, "events", `${file}.json`), "utf8");
  const payload = JSON.parse(text.replaceAll("<base>", base).replaceAll("<head>", git("rev-parse", "HEAD"))) as object;
  const event = file
    .replace(/^(pull-request).*/, "pull_request")
    .replace(/^(first-)?push.*/, "push")
    .replace("-", "_");
  for (const left of ["drift.md", "plans"]) rmSync(join(folder, left), { force: true, recursive: true });
  const deployed = { dev: base, prod: base, staging: base };
  return { deployed, event, failing, folder, payload: { ...payload } };
}

/** Jobs that ran, with their stacks and how they ended. */
const ran = (runs: readonly JobRun[]) =>
  runs
    .filter(({ result }) => result !== "skipped")
    .map(({ job, result, stack }) => [job, stack, result].filter(Boolean).join(" "));
const called = (runs: readonly JobRun[]) => runs.flatMap(({ calls }) => calls);

test("a pull request previews the stacks that it touches, and comments on itself", () => {
  const runs = runWorkflow("preview.yml", happened("pull-request", "dev"));
  expect(ran(runs)).toEqual(["affected success", "preview dev success", "comment success"]);
  expect(called(runs)).toEqual([
    `npm run affected -- --base ${base} --json`,
    "aws eks update-kubeconfig --name cluster --alias dev",
    "npm run preview -- dev --out preview-dev --html preview-dev/preview.html",
    'npm run preview:comment -- --folder previews --stacks ["dev"] --whole https://github.com/acme/dolphinpod/actions/runs/1 --out comment.md',
    "npm run note -- comment.md --on 2",
  ]);
  expect(runs.find(({ job }) => job === "preview")?.environment).toBe("preview-dev");
});

test("one that touches layers previews all of them, and one of them that fails does not hide the others", () => {
  const runs = runWorkflow("preview.yml", happened("pull-request", "layers", ["preview dev"]));
  expect(ran(runs)).toEqual([
    "affected success",
    "preview dev failure",
    "preview staging success",
    "preview prod success",
    "comment success",
  ]);
});

test("one that touches texts alone previews nothing, and says so, in place of what an earlier push made", () => {
  const runs = runWorkflow("preview.yml", happened("pull-request", "texts"));
  expect(ran(runs)).toEqual(["affected success", "comment success"]);
  expect(called(runs)[1]).toContain("preview:comment -- --folder previews --stacks [] ");
});

test.each([
  ["preview.yml", "pull-request", ["affected failure"]],
  ["deploy.yml", "push", ["stacks failure"]],
  ["drift.yml", "schedule", ["stacks failure"]],
])("%s stops where nobody can tell which stacks there are", (workflow, event, expected) => {
  expect(ran(runWorkflow(workflow, happened(event, "layers", ["affected"])))).toEqual(expected);
});

test("a pull request of a fork is checked, and nothing that runs for it has credentials", () => {
  const event = happened("pull-request-of-a-fork", "layers");
  expect(ran(runWorkflow("preview.yml", event))).toEqual([]);
  const checks = runWorkflow("checks.yml", event);
  expect(ran(checks)).toEqual([
    "test success",
    "stacks success",
    "stack dev success",
    "stack staging success",
    "stack prod success",
  ]);
  for (const run of checks) {
    expect(run.environment).toBeUndefined();
    expect(run.permissions ?? {}).not.toHaveProperty("id-token");
    expect(run.uses).not.toContain("aws-actions/configure-aws-credentials");
    expect(run.uses).not.toContain("github/codeql-action/upload-sarif");
  }
  for (const file of ["deploy.yml", "drift.yml"]) expect(runWorkflow(file, event)).toEqual([]);
});

test("findings of the repository's own pull requests are uploaded, those of a stack that fails too", () => {
  const runs = runWorkflow("checks.yml", happened("pull-request", "dev", ["check prod"]));
  expect(ran(runs)).toContain("stack prod failure");
  const stacks = runs.filter(({ job }) => job === "stack");
  expect(stacks).toHaveLength(3);
  for (const { uses } of stacks) expect(uses).toContain("github/codeql-action/upload-sarif");
});

test("a push to main plans, then applies and waits, in the order of the deployment", () => {
  const runs = runWorkflow("deploy.yml", happened("push", "layers"));
  const deployed = called(runs).filter((it) => /^npm run (apply|health)/.test(it));
  expect(deployed).toEqual(
    ["dev", "staging", "prod"].flatMap((stack) => [
      `npm run apply -- ${stack} --plan plan/plan.json`,
      `npm run health -- ${stack} --context ${stack} --settle 10 --record --prometheus http://prometheus`,
    ]),
  );
  expect(runs.filter(({ job }) => job === "plan").map(({ environment }) => environment)).toEqual([
    "plan-dev",
    "plan-staging",
    "plan-prod",
  ]);
});

test.each(["apply", "health"])(
  "a stack whose %s fails stops all that come after it, and tells the way back",
  (step) => {
    const runs = runWorkflow("deploy.yml", happened("push", "layers", [`${step} staging`]));
    expect(ran(runs).filter((it) => it.startsWith("apply"))).toEqual(["apply dev success", "apply staging failure"]);
    expect(called(runs)).not.toContain("npm run apply -- prod --plan plan/plan.json");
    expect(runs.flatMap(({ errors }) => errors)).toEqual([expect.stringContaining("npm run rollback -- staging")]);
  },
);

test("a plan that is refused is not applied anywhere", () => {
  const runs = runWorkflow("deploy.yml", happened("push", "dev", ["preview dev"]));
  expect(ran(runs)).toEqual(["stacks success", "plan dev failure"]);
});

const applied = (runs: readonly JobRun[]) => ran(runs).filter((it) => it.startsWith("apply"));

test("a push to another branch deploys nothing, and one of texts neither", () => {
  expect(runWorkflow("deploy.yml", happened("push-elsewhere", "dev"))).toEqual([]);
  const runs = runWorkflow("deploy.yml", happened("push", "texts"));
  expect(called(runs).filter((it) => it.includes("preview"))).toEqual([]);
  expect(ran(runs).at(-1)).toBe("planned success");
});

test("a push of texts brings out what an earlier one left behind, and no more", () => {
  // The run of the push before was cancelled, rejected or failed, after it had come as far as staging.
  const world = happened("push", "dev");
  const left = git("rev-parse", "HEAD");
  commit("README.md", "c");
  const runs = runWorkflow("deploy.yml", { ...world, deployed: { dev: base, staging: left, prod: left } });
  expect(applied(runs)).toEqual(["apply dev success"]);
});

test("a stack that was never updated gets everything, on the first push of a branch as well", () => {
  const runs = runWorkflow("deploy.yml", { ...happened("first-push", "texts"), deployed: {} });
  expect(applied(runs)).toEqual(["apply dev success", "apply staging success", "apply prod success"]);
});

test("a deployment that is started by hand looks at every stack", () => {
  const runs = runWorkflow("deploy.yml", happened("workflow-dispatch", "texts"));
  expect(called(runs)).toContain("npm run affected -- --all --stack prod");
  expect(applied(runs)).toContain("apply prod success");
});

test("who approves sees all of a plan: its page is beside it, and the summary tells where", () => {
  const runs = runWorkflow("deploy.yml", happened("push", "dev"));
  expect(called(runs)).toContain(
    "npm run preview -- dev --out plans/preview-dev --html plans/preview-dev/preview.html",
  );
  expect(called(runs)).toContain(
    "npm run preview:comment -- --folder plans --stacks dev --whole https://github.com/acme/dolphinpod/actions/runs/1 --out summary.md",
  );
});

test("every morning all stacks are compared, and one that has drifted is told in an issue", () => {
  const well = runWorkflow("drift.yml", happened("schedule", "texts"));
  expect(called(well).filter((it) => it.includes("drift --"))).toHaveLength(3);
  expect(called(well).filter((it) => it.includes("note --"))).toEqual([]);
  const drifted = runWorkflow("drift.yml", happened("schedule", "texts", ["drift prod"]));
  expect(ran(drifted)).toContain("drift prod failure");
  expect(called(drifted).filter((it) => it.includes("note --"))).toEqual([
    "npm run note -- drift.md --issue prod is not as it was made",
  ]);
});
