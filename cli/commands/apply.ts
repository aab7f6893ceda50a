import type { Argv } from "yargs";
import type { Run } from "../../delivery/run.ts";
import { type Common, define, stackOption } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { misuse, type Outcome } from "../outcome.ts";
import { during } from "../progress.ts";

interface Options extends Partial<EngineOptions> {
  readonly plan: string;
  readonly stack?: string | undefined;
}

/** Does what a plan says, and nothing else. */
export async function apply({ lab = false, plan, stack }: Options, folder: string, run?: Run): Promise<Outcome> {
  if (stack === undefined) return misuse("Which stack?");
  const pulumi = run ?? (await engine({ lab }, folder)).run;
  // With its own preview first: an update alone finds out resource by resource that it leaves its plan, and has done by
  // then what comes before.
  const options = ["--stack", stack, "--plan", plan, "--yes", "--non-interactive"];
  const { code, stdout } = await during(`updating ${stack}`, pulumi("pulumi", ["up", ...options]));
  const left = /is not allowed by the plan|violates plan/.test(stdout);
  const began = /^Updating /m.test(stdout);
  const data = { stack, succeeded: code === 0, began, leftPlan: left };
  if (code === 0) return { exitCode: 0, output: stdout, errors: "", data };
  const reason =
    left && !began
      ? `The plan no longer fits ${stack}, so nothing was done. Make a new one, and review it.`
      : `The update of ${stack} ${left ? "left its plan and was stopped" : "failed"}; see above. What is done stays done.`;
  return { exitCode: 1, output: stdout, errors: reason, data };
}

export const command = define({
  details: "A plan that no longer fits stops before anything is done, and ends with 1.",
  examples: [["apply prod --plan plans/prod/plan.json", "the update that preview --out planned, held to it"]],
  json: "`stack`, `succeeded`, `began`, `leftPlan`",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs)).option("plan", {
      type: "string",
      demandOption: true,
      describe: "plan.json of dolphinpod preview --out",
    }),
  run: (options, folder) => apply(options, folder),
});
