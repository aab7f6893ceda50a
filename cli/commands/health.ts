import { setTimeout } from "node:timers/promises";
import type { Argv } from "yargs";
import type { GateSurroundings } from "../../delivery/gate.ts";
import { type Common, define, stackOption } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { misuse, type Outcome, success } from "../outcome.ts";
import { during } from "../progress.ts";

interface Options extends Partial<EngineOptions> {
  readonly context?: string | undefined;
  readonly prometheus?: string | undefined;
  readonly stack?: string | undefined;
  readonly wait?: number;
}

/** Whether an environment serves: its workloads are ready, its API server says that it is up, no alert fires. */
export async function health(options: Options, folder: string, given?: GateSurroundings): Promise<Outcome> {
  const { context, lab = false, prometheus, wait = 10 } = options;
  if (!(wait >= 0)) return misuse("--wait: allowed a number of minutes, 0 or more.");
  const { loadStack, refusal } = await import("../stacks.ts");
  const loaded = loadStack(options.stack, folder);
  if (!loaded.ok) return refusal(loaded);
  const [{ waitUntilHealthy }, { healthyText }] = await Promise.all([
    import("../../delivery/gate.ts"),
    import("../../delivery/health.ts"),
  ]);
  const surroundings = given ?? { run: (await engine({ lab }, folder)).run, fetch: json, pause: setTimeout };
  const { spec, stack } = loaded;
  const waiting = waitUntilHealthy(spec, { context, prometheus, minutes: wait }, surroundings);
  const complaints = await during(`waiting for ${stack} to serve`, waiting);
  const data = { stack, healthy: complaints.length === 0, complaints };
  if (complaints.length === 0) return success(healthyText(stack, prometheus), data);
  return { exitCode: 1, output: "", errors: `${stack} is not healthy:\n${complaints.join("\n")}`, data };
}

async function json(address: string): Promise<unknown> {
  return (await fetch(address, { signal: AbortSignal.timeout(10_000) })).json();
}

export const command = define({
  details: "Ends with 1 when it does not serve in time.",
  examples: [
    ["health prod", "waits until workloads are ready and the API server is up, ten minutes at most"],
    ["health prod --prometheus http://localhost:9090 --wait 0", "asks once, and for alerts too"],
  ],
  json: "`stack`, `healthy`, `complaints`",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs))
      .option("prometheus", { type: "string", describe: "Prometheus whose alerts count; without it none is asked" })
      .option("context", { type: "string", describe: "context of the kubeconfig; default: that of the stack file" })
      .option("wait", { type: "number", default: 10, describe: "minutes to wait for it" }),
  run: (options, folder) => health(options, folder),
});
