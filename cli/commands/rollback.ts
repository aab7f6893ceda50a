import { join } from "node:path";
import type { Argv } from "yargs";
import type { Checkout, Target } from "../../delivery/rollback.ts";
import type { Run } from "../../delivery/run.ts";
import { type Common, define, stackOption } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { failure, misuse, type Outcome } from "../outcome.ts";
import { during } from "../progress.ts";

interface Options extends Partial<EngineOptions> {
  readonly stack?: string | undefined;
  readonly to?: string | undefined;
  readonly yes?: boolean;
}

/** Takes a stack back to the commit of its last good update; without `yes` it shows what that would do. */
export async function rollback(options: Options, folder: string, given?: Run): Promise<Outcome> {
  const { lab = false, stack, to, yes = false } = options;
  if (stack === undefined) return misuse("Which stack?");
  if (to?.startsWith("-")) return misuse(`--to: received ${to}, allowed a commit.`);
  const run = given ?? (await engine({ lab }, folder)).run;
  const { targetOf, withCheckout } = await import("../../delivery/rollback.ts");
  const target = await targetOf(stack, to, run);
  if (typeof target === "string") return failure(target);
  const again = [stack, ...(to === undefined ? [] : ["--to", target.commit])].join(" ");
  return withCheckout(target, folder, run, (checkout) => goBack({ again, checkout, stack, target, yes }, run));
}

interface Way {
  /** What this is called with, to do what it showed. */
  readonly again: string;
  readonly checkout: Checkout;
  readonly stack: string;
  readonly target: Target;
  readonly yes: boolean;
}

async function goBack({ again, checkout, stack, target, yes }: Way, run: Run): Promise<Outcome> {
  const { commit, from, told } = target;
  const plan = join(checkout.temporary, "plan.json");
  const where = ["--cwd", checkout.tree, "--stack", stack, "--non-interactive"];
  const previewing = run("pulumi", ["preview", ...where, "--diff", "--save-plan", plan]);
  const shown = await during(`previewing ${commit}`, previewing);
  const data = { stack, commit, preview: shown.stdout };
  if (shown.code !== 0) {
    return {
      exitCode: 1,
      output: shown.stdout,
      errors: `The preview of commit ${commit} failed.`,
      data: { ...data, done: false },
    };
  }
  const title = `${stack} goes back to ${told}:\n\n${shown.stdout}`;
  if (!yes) {
    const next = `Nothing was done. Do it: npx dolphinpod rollback ${again} --yes`;
    return { exitCode: 0, output: `${title}\n${next}`, errors: "", data: { ...data, done: false } };
  }
  const [{ rollbackMessage }, { fitPlan }] = await Promise.all([
    import("../../delivery/history.ts"),
    import("../../delivery/plan.ts"),
  ]);
  fitPlan(plan);
  const message = ["--message", rollbackMessage(from, commit)];
  const updating = run("pulumi", ["up", ...where, "--yes", "--plan", plan, ...message]);
  const { code, stdout } = await during(`taking ${stack} back`, updating);
  const output = `${title}\n${stdout}`;
  return code === 0
    ? {
        exitCode: 0,
        output: `${output}\n${stack} is back. Next: npx dolphinpod health ${stack}`,
        errors: "",
        data: { ...data, done: true },
      }
    : {
        exitCode: 1,
        output,
        errors: `The update of ${stack} failed; see above. What is done stays done.`,
        data: { ...data, done: false },
      };
}

export const command = define({
  details:
    "The last good commit is the newest one, other than the one that is there, whose update succeeded, that was not " +
    "taken back since, and that health --record saw serve; where that was never written down, an update that succeeded " +
    "is enough, and the answer says so. Without --yes it shows what going back would do, and does nothing.",
  examples: [
    ["rollback prod", "what going back to the last good commit would do"],
    ["rollback prod --yes", "does it, held to that plan"],
    ["rollback prod --to 3f2c1ab", "another commit"],
  ],
  json: "`stack`, `commit`, `preview` as text, `done`",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs))
      .option("to", { type: "string", describe: "another commit, or a name for one" })
      .option("yes", { type: "boolean", default: false, describe: "do it, held to the plan that was shown" }),
  run: (options, folder) => rollback(options, folder),
});
