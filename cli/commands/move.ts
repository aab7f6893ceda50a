import type { Argv } from "yargs";
import type { Plan } from "../../delivery/move/index.ts";
import type { Run } from "../../delivery/run.ts";
import { type Common, define, stackOption } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { during } from "../progress.ts";

const deliveries = ["objects", "release"] as const;

interface Options extends Partial<EngineOptions> {
  readonly stack?: string | undefined;
  readonly to: (typeof deliveries)[number];
  readonly yes?: boolean;
}

/** Takes a running environment to another delivery; without `yes` it shows what that would do. */
export async function move(options: Options, folder: string, given?: Run): Promise<Outcome> {
  const { lab = false, stack, to, yes = false } = options;
  const { loadStack, refusal } = await import("../stacks.ts");
  const loaded = loadStack(stack, folder);
  if (!loaded.ok) return refusal(loaded);
  const run = given ?? (await engine({ lab }, folder)).run;
  const { planMove } = await import("../../delivery/move/index.ts");
  const { spec, stack: found } = loaded;
  const plan = await during("looking at the stack", planMove({ folder, run, spec, stack: found, to }));
  if (plan.kind === "refused") return failure(plan.reason);
  if (plan.kind === "done") return success(plan.reason, { stack: found, to, done: true, steps: [] });
  const data = { stack: found, to, steps: plan.steps.map(({ title }) => title) };
  const shown = [plan.about, ...data.steps.map((title, index) => `  ${index + 1}. ${title}`)].join("\n");
  if (yes) return carryOut(plan, shown, data);
  const next = `Nothing was done. Do it: npx dolphinpod move ${found} --to ${to} --yes`;
  return success(`${shown}\n\n${next}`, { ...data, done: false });
}

async function carryOut({ steps }: Extract<Plan, { kind: "steps" }>, shown: string, data: object): Promise<Outcome> {
  for (const [index, { title, work }] of steps.entries()) {
    try {
      await during(title, work());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const errors =
        `Step ${index + 1} failed: ${reason}\n\nWhat is done stays done, and all objects go on running. Mend the cause, ` +
        "and give the command once more: it goes on from here.";
      return { exitCode: 1, output: shown, errors, data: { ...data, done: false, failed: title } };
    }
  }
  return success(`${shown}\n\nAll of it is done. Commit the stack file.`, { ...data, done: true });
}

export const command = define({
  details:
    "Objects change hands and go on running. It begins only where `pulumi preview` shows nothing to do, and ends with " +
    "the same. Interrupted, it goes on from where it stands. Needs kubectl; see docs/deliveries.md.",
  examples: [
    ["move prod --to release", "what it takes to make the scheduler a Helm release"],
    ["move prod --to release --yes", "does it"],
    ["move prod --to objects --yes", "the way back"],
  ],
  json: "`stack`, `to`, `steps`, `done`; where a step failed, `failed`",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs))
      .option("to", { choices: deliveries, demandOption: true, describe: "the delivery that is to be" })
      .option("yes", { type: "boolean", default: false, describe: "do what was shown" }),
  run: (options, folder) => move(options, folder),
});
