import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../lab/paths.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly "timeout-minutes"?: number;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly "timeout-minutes"?: number;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectRoot(), ".github/workflows");
const texts = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const workflows = new Map([...texts].map(([name, text]) => [name, parse(text) as Workflow]));
/** Those of the deliveries; what images.yml does besides has a test of its own. */
const delivery = ["checks.yml", "deploy.yml", "drift.yml", "preview.yml"];

const jobsOf = (name: string) => Object.entries(workflows.get(name)?.jobs ?? {});
const stepsOf = (name: string) => jobsOf(name).flatMap(([, { steps }]) => steps);
const { scripts } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as { scripts: object };

test("these are the workflows", () => {
  expect([...workflows.keys()].sort()).toEqual([...delivery, "images.yml"].sort());
});

describe.each([...workflows.keys()])("%s", (name) => {
  test("every action is pinned to a commit, with the version it is of beside it", () => {
    const used = (texts.get(name) ?? "").split("\n").filter((line) => /\buses:/.test(line));
    expect(used.length).toBeGreaterThan(2);
    for (const line of used) expect(line).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("no token stays in the work tree for what runs after the checkout", () => {
    for (const { uses, with: given } of stepsOf(name)) {
      if (uses?.startsWith("actions/checkout@")) expect(given).toMatchObject({ "persist-credentials": false });
    }
  });

  test("nothing may be done beyond reading the code unless a job says so", () => {
    expect(workflows.get(name)?.permissions).toEqual({ contents: "read" });
  });

  test("no expression is pasted into a shell", () => {
    for (const { run } of stepsOf(name)) expect(run ?? "").not.toContain("${{");
  });

  test("no command that may fail is hidden in the words of another one", () => {
    for (const { run } of stepsOf(name)) expect(run ?? "").not.toMatch(/^\s*echo .*\$\(/m);
  });

  test("every job ends by itself", () => {
    for (const [, job] of jobsOf(name)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });
});

test.each(delivery)("%s has no secret kept for it: credentials come by OIDC", (name) => {
  expect(texts.get(name)).not.toMatch(/secrets\.|aws-(access|secret)/i);
});

test("an action is of one commit wherever it is used", () => {
  const used = [...workflows.keys()].flatMap(stepsOf).flatMap(({ uses }) => uses ?? []);
  const actions = new Set(used.map((it) => it.replace(/@.*/, "")));
  expect(new Set(used).size).toBe(actions.size);
});

test("steps that may take too long fail before their job is cancelled, so that the way back is told", () => {
  const apply = workflows.get("deploy.yml")?.jobs["apply"];
  const limits = apply?.steps.flatMap((step) => step["timeout-minutes"] ?? []) ?? [];
  expect(limits).toHaveLength(2);
  expect(limits.reduce((sum, it) => sum + it, 0)).toBeLessThan(apply?.["timeout-minutes"] ?? 0);
});

test.each([...workflows.keys()])("every npm script that %s runs is in package.json", (name) => {
  const called = stepsOf(name).flatMap(({ run }) => [...(run ?? "").matchAll(/npm run (?:--silent )?([\w:-]+)/g)]);
  expect(called.length).toBeGreaterThan(0);
  for (const [, script] of called) expect(Object.keys(scripts)).toContain(script);
});

test.each([
  ["checks.yml", "test", undefined],
  ["checks.yml", "stack", { contents: "read", "security-events": "write" }],
  ["preview.yml", "affected", undefined],
  ["preview.yml", "preview", { contents: "read", "id-token": "write" }],
  ["preview.yml", "comment", { contents: "read", "pull-requests": "write" }],
  ["deploy.yml", "plan", { contents: "read", "id-token": "write" }],
  ["deploy.yml", "apply", { contents: "read", "id-token": "write" }],
  ["drift.yml", "drift", { contents: "read", "id-token": "write", issues: "write" }],
])("%s: job %s may do what it needs, and no more", (name, job, permissions) => {
  expect(workflows.get(name)?.jobs[job]?.permissions).toEqual(permissions);
});

test("what needs credentials is not run for a fork, and what it is given needs none", () => {
  const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";
  expect(workflows.get("preview.yml")?.jobs["affected"]).toMatchObject({ if: sameRepository });
  expect(workflows.get("preview.yml")?.jobs["preview"]).toMatchObject({ needs: "affected" });
  expect(texts.get("checks.yml")).not.toMatch(/id-token|environment:/);
  for (const [, text] of texts) expect(text).not.toContain("pull_request_target");
});

test("what is applied is the plan that was shown, one stack after the other, each healthy before the next", () => {
  const apply = workflows.get("deploy.yml")?.jobs["apply"];
  expect(apply).toMatchObject({ needs: "planned", strategy: { "max-parallel": 1, "fail-fast": true } });
  const runs = apply?.steps.flatMap(({ run }) => run ?? []) ?? [];
  expect(runs.findIndex((run) => run.includes("npm run apply"))).toBeLessThan(
    runs.findIndex((run) => run.includes("npm run health")),
  );
  expect(runs.join("\n")).toContain('npm run apply -- "$STACK" --plan plan/plan.json');
});
