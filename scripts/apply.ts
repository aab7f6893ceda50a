import { parseArgs } from "node:util";
import { type Run, runIn } from "../delivery/run.ts";
import { failure, type Outcome, runAsCommand } from "./stacks.ts";

const usage = `usage: npm run apply -- <stack> --plan <plan.json>
Does what a plan of npm run preview says, and nothing else. A plan that no longer fits stops before anything is done.`;

/** What `npm run apply` says. */
export async function apply(args: readonly string[], folder: string, run: Run = runIn(folder)): Promise<Outcome> {
  const asked = readArguments(args);
  if (asked === undefined) return failure(usage);
  const { plan, stack } = asked;
  // With its own preview first: an update alone finds out resource by resource that it leaves its plan, and has done by
  // then what comes before.
  const options = ["--stack", stack, "--plan", plan, "--yes", "--non-interactive"];
  const { code, stdout } = await run("pulumi", ["up", ...options]);
  if (code === 0) return { exitCode: 0, output: stdout, errors: "" };
  const left = /is not allowed by the plan|violates plan/.test(stdout);
  const began = /^Updating /m.test(stdout);
  const reason =
    left && !began
      ? `The plan no longer fits ${stack}, so nothing was done. Make a new one, and review it.`
      : `The update of ${stack} ${left ? "left its plan and was stopped" : "failed"}; see above. What is done stays done.`;
  return { exitCode: 1, output: stdout, errors: reason };
}

function readArguments(args: readonly string[]) {
  try {
    const options = { plan: { type: "string" } } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, args: [...args], options });
    const [stack, ...more] = positionals;
    const { plan } = values;
    return stack === undefined || plan === undefined || more.length > 0 ? undefined : { plan, stack };
  } catch {
    return undefined;
  }
}

runAsCommand(import.meta.url, apply);
