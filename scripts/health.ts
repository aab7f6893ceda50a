import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { alertComplaints, alertQuery, apiComplaints, type Complaints, workloadComplaints } from "../delivery/health.ts";
import { type Run, runIn } from "../delivery/run.ts";
import type { EnvironmentSpec } from "../stacks/config/index.ts";
import { failure, loadStack, type Outcome, refusal, runAsCommand } from "./stacks.ts";

const usage = `usage: npm run health -- <stack> [--prometheus <address>] [--context <context>] [--wait <minutes>]
Tells whether an environment serves: its workloads are ready, its API server says that it is up, no alert fires.
  --prometheus <address>  Prometheus whose alerts count; without it none is asked
  --context <context>     context of the kubeconfig; default: that of the stack file, or the current one
  --wait <minutes>        how long to wait for it; default: 10
Ends with 1 when it does not.`;

/** What a gate needs from outside. */
export interface Surroundings {
  readonly run: Run;
  readonly fetch: (address: string) => Promise<unknown>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const interval = 10_000;

/** What `npm run health` says. */
export async function health(
  args: readonly string[],
  folder: string,
  surroundings: Surroundings = { run: runIn(folder), fetch: json, pause: setTimeout },
): Promise<Outcome> {
  const asked = readArguments(args);
  if (asked === undefined) return failure(usage);
  const loaded = loadStack(asked.stack, folder);
  if (!loaded.ok) return refusal(loaded, usage);
  const attempts = Math.max(1, Math.ceil((asked.wait * 60_000) / interval));
  for (let attempt = 1; ; attempt++) {
    const found = await complaints(loaded.spec, asked, surroundings);
    if (found.length === 0) return { exitCode: 0, output: `${loaded.stack} is healthy.`, errors: "" };
    if (attempt === attempts) return failure(`${loaded.stack} is not healthy:\n${found.join("\n")}`);
    await surroundings.pause(interval);
  }
}

interface Asked {
  readonly context?: string | undefined;
  readonly prometheus?: string | undefined;
}

async function complaints(
  { cluster, name, namespace }: EnvironmentSpec,
  asked: Asked,
  { fetch, run }: Surroundings,
): Promise<Complaints> {
  const context = asked.context ?? cluster.context;
  const kubectl = async (...args: string[]): Promise<unknown> => {
    const { code, stdout } = await run("kubectl", [...args, ...(context ? ["--context", context] : [])]);
    return code === 0 ? JSON.parse(stdout) : undefined;
  };
  const workloads = await kubectl(
    "get",
    "deployments,statefulsets,daemonsets",
    "--namespace",
    namespace,
    "--output",
    "json",
  );
  if (workloads === undefined) return ["The cluster does not answer."];
  const service = `/api/v1/namespaces/${namespace}/services/http:${name}-api:12345/proxy`;
  return [
    ...workloadComplaints(workloads),
    ...apiComplaints(await kubectl("get", "--raw", `${service}/dolphinscheduler/actuator/health`)),
    ...(asked.prometheus === undefined ? [] : await alerts(asked.prometheus, namespace, fetch)),
  ];
}

async function alerts(address: string, namespace: string, fetch: Surroundings["fetch"]): Promise<Complaints> {
  const query = encodeURIComponent(alertQuery(namespace));
  try {
    return alertComplaints(await fetch(`${address.replace(/\/$/, "")}/api/v1/query?query=${query}`));
  } catch (error) {
    return [`Prometheus does not answer: ${error instanceof Error ? error.message : error}.`];
  }
}

async function json(address: string): Promise<unknown> {
  return (await fetch(address, { signal: AbortSignal.timeout(10_000) })).json();
}

function readArguments(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const options = { context: text, prometheus: text, wait: { type: "string", default: "10" } } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, args: [...args], options });
    const [stack, ...more] = positionals;
    const wait = Number(values.wait);
    return more.length > 0 || !(wait >= 0) ? undefined : { stack, ...values, wait };
  } catch {
    return undefined;
  }
}

runAsCommand(import.meta.url, health);
