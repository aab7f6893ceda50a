import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../lab/paths.ts";
import { holds, interpolate, type Scope, textOf } from "./expressions.ts";

interface Step {
  readonly env?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly if?: string;
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix?: { readonly stack?: string }; readonly "fail-fast"?: boolean };
}

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] } | null>>;
}

/** What happened, and where. */
export interface World {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Work tree of the repository. */
  readonly folder: string;
  /** Commands that fail: "health dev", or "affected" whatever it is asked. */
  readonly failing?: readonly string[];
  /** Commits that stacks were brought to, by stack; one that is not here was never updated. */
  readonly deployed?: Readonly<Record<string, string>>;
}

/** What goes on in a workflow's run. */
interface Running extends World {
  /** Names of what jobs have handed on. */
  readonly artifacts: Set<string>;
}

/** One run of one job. */
export interface JobRun {
  readonly job: string;
  readonly stack: string | undefined;
  readonly result: "success" | "failure" | "skipped";
  /** Commands that its shells called, npm's as `npm run <script> -- <arguments>`. */
  readonly calls: readonly string[];
  /** Errors that it shows on the page of its run. */
  readonly errors: readonly string[];
  /** Actions that it used. */
  readonly uses: readonly string[];
  /** What it may do, and whose secrets and variables it has. */
  readonly permissions: Readonly<Record<string, string>> | undefined;
  readonly environment: string | undefined;
}

/**
 * Runs a workflow as GitHub does, as far as this goes: triggers, conditions, needs, matrices, outputs and expressions are
 * evaluated, and steps' shells are run by bash. Actions are noted; of what they do there are the names of artifacts. Of the
 * commands `affected` is the real one, and asks a backend that knows `deployed`; all others are only noted, with the words
 * that they are called with. No runner, no token, no network.
 */
export function runWorkflow(file: string, given: World): readonly JobRun[] {
  const world: Running = { ...given, artifacts: new Set() };
  const { jobs, on } = parse(readFileSync(join(projectRoot(), ".github/workflows", file), "utf8")) as Workflow;
  if (!starts(on, world)) return [];
  const runs: JobRun[] = [];
  const needs: Record<string, { result: string; outputs: Readonly<Record<string, unknown>> }> = {};
  for (const [id, job] of Object.entries(jobs)) {
    const names = [job.needs ?? []].flat();
    // Jobs stand after those that they need.
    const before = names.map((name) => needs[name]?.result ?? "missing");
    const state = before.every((it) => it === "success") ? "success" : "failure";
    const contexts = { ...contextsOf(world), needs: Object.fromEntries(names.map((name) => [name, needs[name]])) };
    const scope: Scope = { contexts, hashFiles: () => "", state };
    if (!holds(job.if, scope)) {
      needs[id] = { result: "skipped", outputs: {} };
      runs.push({ ...plain(id, job, scope), result: "skipped" });
      continue;
    }
    const done = runMatrix(id, job, scope, world);
    runs.push(...done.map(({ run }) => run));
    const result = done.some(({ run }) => run.result === "failure") ? "failure" : "success";
    needs[id] = { result, outputs: done[0]?.outputs ?? {} };
  }
  return runs;
}

function starts(on: Workflow["on"], { event, payload }: World): boolean {
  if (!(event in on)) return false;
  const branches = on[event]?.branches;
  return branches === undefined || branches.some((branch) => payload["ref"] === `refs/heads/${branch}`);
}

function contextsOf({ event, payload }: World): Readonly<Record<string, unknown>> {
  const { repository } = payload as { repository: { full_name: string } };
  const github = {
    event,
    event_name: event,
    repository: repository.full_name,
    run_id: "1",
    server_url: "https://github.com",
    token: "token",
  };
  const vars = {
    AWS_REGION: "eu-central-1",
    AWS_ROLE: "role",
    EKS_CLUSTER: "cluster",
    PROMETHEUS: "http://prometheus",
  };
  return { github: { ...github, event: payload }, vars, steps: {}, matrix: {} };
}

function plain(job: string, { environment, permissions }: Job, scope: Scope) {
  const given = environment === undefined ? undefined : textOf(interpolate(environment, scope));
  return { job, stack: undefined, calls: [], errors: [], uses: [], permissions, environment: given };
}

function runMatrix(id: string, job: Job, scope: Scope, world: Running) {
  const { matrix } = job.strategy ?? {};
  if (matrix?.stack === undefined) return [runJob(id, job, scope, world, undefined)];
  const stacks = interpolate(matrix.stack, scope) as readonly string[];
  if (stacks.length === 0) throw new Error(`${id}: a matrix without a value is an error on GitHub`);
  const done: ReturnType<typeof runJob>[] = [];
  for (const stack of stacks) {
    done.push(runJob(id, job, { ...scope, contexts: { ...scope.contexts, matrix: { stack } } }, world, stack));
    if (job.strategy?.["fail-fast"] !== false && done.at(-1)?.run.result === "failure") break;
  }
  return done;
}

function runJob(id: string, job: Job, scope: Scope, world: Running, stack: string | undefined) {
  const steps: Record<string, { outcome: string; outputs: Readonly<Record<string, string>> }> = {};
  const contexts = { ...scope.contexts, steps };
  const calls: string[] = [];
  const errors: string[] = [];
  const uses: string[] = [];
  let state: Scope["state"] = "success";
  for (const step of job.steps) {
    const hashFiles = (pattern: string) => (existsSync(join(world.folder, pattern)) ? "hash" : "");
    const now: Scope = { contexts, hashFiles, state };
    if (!holds(step.if, now)) continue;
    if (step.uses !== undefined) uses.push(step.uses.replace(/@.*/, ""));
    if (!handOn(step, now, world)) state = "failure";
    if (step.run === undefined) continue;
    const env = Object.entries({ ...job.env, ...step.env }).map(([key, value]) => [
      key,
      textOf(interpolate(value, now)),
    ]);
    const said = runShell(step.run, Object.fromEntries(env) as Record<string, string>, world);
    calls.push(...said.calls);
    errors.push(...said.errors);
    if (said.code !== 0) state = "failure";
    if (step.id) steps[step.id] = { outcome: said.code === 0 ? "success" : "failure", outputs: said.outputs };
  }
  const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [
    key,
    interpolate(value, { ...scope, contexts }),
  ]);
  const run: JobRun = { ...plain(id, job, { ...scope, contexts }), stack, result: state, calls, errors, uses };
  return { run, outputs: Object.fromEntries(outputs) as Readonly<Record<string, unknown>> };
}

/** Takes or gives an artifact, as a name alone; whether there is what it asks for. */
function handOn({ uses = "", with: given = {} }: Step, scope: Scope, { artifacts, folder }: Running): boolean {
  const [name, path, pattern] = ["name", "path", "pattern"].map((key) =>
    textOf(interpolate(String(given[key] ?? ""), scope)),
  );
  if (uses.startsWith("actions/upload-artifact@")) artifacts.add(name ?? "");
  if (!uses.startsWith("actions/download-artifact@")) return true;
  if (name) return artifacts.has(name);
  const prefix = pattern?.replace(/\*$/, "") ?? "";
  for (const artifact of artifacts) {
    if (artifact.startsWith(prefix)) mkdirSync(join(folder, path ?? "", artifact), { recursive: true });
  }
  return true;
}

/** What stands in for npm and aws: notes its words, leaves the text that it is asked for, and fails where it shall. */
const standIn = `#!/bin/bash
program=$(basename "$0")
echo "$program \${*/#--silent/}" | tr -s ' ' >> "$CALLS"
case "$FAILING" in *"|$3|"*) [[ -n "$3" ]] && exit 1 ;; esac
if [[ "$*" == "run --silent affected -- "* ]]; then exec "$NODE" "$ROOT/cli/index.ts" affected "\${@:5}"; fi
for ((i = 1; i < $#; i++)); do j=$((i + 1)); [[ "\${!i}" == --out && "\${!j}" == *.md ]] && echo text > "\${!j}"; done
case "$FAILING" in *"|$2 $4|"*) exit 1 ;; esac
`;

/** A backend's answers: the history of a stack, and no tags. */
const backend = `#!/bin/bash
[[ "$2" == tag ]] && echo "{}" || cat "$HISTORIES/$4" 2> /dev/null || echo "[]"
`;

function writeHistories(folder: string, deployed: Readonly<Record<string, string>>): void {
  for (const [stack, commit] of Object.entries(deployed)) {
    const environment = { "git.head": commit, "git.dirty": "false" };
    writeFileSync(join(folder, stack), JSON.stringify([{ kind: "update", result: "succeeded", environment }]));
  }
}

function runShell(
  script: string,
  env: Readonly<Record<string, string>>,
  { deployed = {}, failing = [], folder }: Running,
) {
  const bin = mkdtempSync(join(tmpdir(), "dolphinpod-shell-"));
  try {
    for (const name of ["npm", "aws"]) writeFileSync(join(bin, name), standIn, { mode: 0o755 });
    writeFileSync(join(bin, "pulumi"), backend, { mode: 0o755 });
    writeHistories(bin, deployed);
    const files = {
      CALLS: join(bin, "calls"),
      GITHUB_OUTPUT: join(bin, "output"),
      GITHUB_STEP_SUMMARY: join(bin, "summary"),
    };
    const own = { HISTORIES: bin, FAILING: `|${failing.join("|")}|`, NODE: process.execPath, ROOT: projectRoot() };
    const path = [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter);
    const options = { cwd: folder, encoding: "utf8", env: { ...env, ...files, ...own, PATH: path } } as const;
    const { status, stdout } = spawnSync("bash", ["-e", "-c", script], options);
    const lines = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
    const outputs = lines(files.GITHUB_OUTPUT).map((line) => [
      line.split("=", 1)[0],
      line.slice(line.indexOf("=") + 1),
    ]);
    const errors = stdout.split("\n").filter((line) => line.startsWith("::error::"));
    return {
      calls: lines(files.CALLS),
      code: status,
      errors,
      outputs: Object.fromEntries(outputs) as Record<string, string>,
    };
  } finally {
    rmSync(bin, { recursive: true });
  }
}
