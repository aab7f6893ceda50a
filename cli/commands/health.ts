import { setTimeout } from "node:timers/promises";
import type { Argv } from "yargs";
import type { GateSurroundings } from "../../delivery/gate.ts";
import type { Past } from "../../delivery/history.ts";
import { type Severity, severities } from "../../delivery/severity.ts";
import { type Common, define, stackOption } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { misuse, type Outcome, success } from "../outcome.ts";
import { during } from "../progress.ts";

interface Options extends Partial<EngineOptions> {
  readonly context?: string | undefined;
  readonly prometheus?: string | undefined;
  readonly record?: boolean;
  readonly settle?: number;
  readonly severity?: Severity;
  readonly stack?: string | undefined;
  readonly wait?: number;
}

/** Whether an environment serves: its workloads are ready, no alert fires. With `record` that is written down. */
export async function health(options: Options, folder: string, given?: GateSurroundings): Promise<Outcome> {
  const { context, lab = false, prometheus, record = false, settle = 0, severity = "critical", wait = 10 } = options;
  if (!(wait >= 0)) return misuse("--wait: allowed a number of minutes, 0 or more.");
  if (!(settle >= 0)) return misuse("--settle: allowed a number of minutes, 0 or more.");
  const { loadStack, refusal } = await import("../stacks.ts");
  const loaded = loadStack(options.stack, folder);
  if (!loaded.ok) return refusal(loaded);
  const [{ waitUntilHealthy }, { healthyText }, { changedSince, pastOf }] = await Promise.all([
    import("../../delivery/gate.ts"),
    import("../../delivery/health.ts"),
    import("../../delivery/history.ts"),
  ]);
  const surroundings = given ?? (await ownSurroundings(lab, folder));
  const { spec, stack } = loaded;
  const past = record ? await pastOf(stack, surroundings.run) : undefined;
  const alerts = prometheus === undefined ? undefined : { prometheus, severity, since: past && changedSince(past) };
  const waiting = waitUntilHealthy(spec, { alerts, context, settle, wait }, surroundings);
  const { complaints, old } = await during(`waiting for ${stack} to serve`, waiting);
  const data = { stack, healthy: complaints.length === 0, complaints };
  if (complaints.length > 0) {
    return { exitCode: 1, output: "", errors: `${stack} is not healthy:\n${complaints.join("\n")}`, data };
  }
  const healthy = healthyText(stack, alerts && { old, severity });
  if (!record) return success(healthy, data);
  const recorded = await writeDown(stack, past, surroundings.run);
  return success(`${healthy}\n${recorded.told}`, { ...data, recorded: recorded.commit ?? null });
}

/** Writes down the commit that serves, for rollback. What cannot be written down is no reason to stop. */
async function writeDown(stack: string, past: Past | undefined, run: GateSurroundings["run"]) {
  const { commitThere, recordServed } = await import("../../delivery/history.ts");
  if (past === undefined) return { told: "It is not written down: the stack's history cannot be read." };
  const commit = commitThere(past.updates);
  if (commit === undefined)
    return { told: "It is not written down: the last update failed, or is of no clean commit." };
  const taken = await recordServed(stack, commit, past.served, run);
  if (!taken) return { told: "It is not written down: the backend takes no tags of stacks." };
  return { commit, told: `It is written down that commit ${commit} serves.` };
}

async function ownSurroundings(lab: boolean, folder: string): Promise<GateSurroundings> {
  const { run } = await engine({ lab }, folder);
  return { run, fetch: json, pause: setTimeout, now: () => performance.now() };
}

async function json(address: string): Promise<unknown> {
  return (await fetch(address, { signal: AbortSignal.timeout(10_000) })).json();
}

export const command = define({
  details:
    "Ends with 1 when it does not serve in time. With --record the stack's tag dolphinpod:served gets the commit, for " +
    "rollback, and alerts that fired before the first change since the last such commit do not count.",
  examples: [
    ["health prod", "waits until workloads are ready, ten minutes at most"],
    ["health prod --prometheus http://localhost:9090 --wait 0", "asks once, and for alerts too"],
    ["health prod --settle 15 --record", "waits until it has served for 15 minutes, and writes that down"],
  ],
  json: "`stack`, `healthy`, `complaints`; with --record `recorded`, a commit or null",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs))
      .option("prometheus", { type: "string", describe: "Prometheus whose alerts count; without it none is asked" })
      .option("context", { type: "string", describe: "context of the kubeconfig; default: that of the stack file" })
      .option("severity", {
        choices: severities,
        default: "critical" as const,
        describe: "least severity of an alert that counts",
      })
      .option("wait", { type: "number", default: 10, describe: "minutes to wait for it" })
      .option("settle", {
        type: "number",
        default: 0,
        describe: "minutes for which it must serve then without a break; critical alerts about servers take up to 5",
      })
      .option("record", { type: "boolean", default: false, describe: "write down that this commit serves" }),
  run: (options, folder) => health(options, folder),
});
