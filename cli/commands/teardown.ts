import type { Argv } from "yargs";
import type { TeardownPlan } from "../../delivery/teardown/plan.ts";
import { type Common, define, stackOption } from "../command.ts";
import { type Engine, type EngineOptions, engine, engineOption } from "../engine.ts";
import { failure, misuse, type Outcome, success } from "../outcome.ts";

interface Options extends Partial<EngineOptions> {
  readonly json?: boolean;
  readonly stack?: string | undefined;
  readonly yesDelete?: string | undefined;
}

/** What a teardown touches besides the stack. */
export interface TeardownSurroundings {
  readonly engine: Engine;
  /** A line that a person typed; undefined where there is nobody to ask. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly tell: (text: string) => void;
}

/**
 * Says what goes and what stays, wants the stack's name, and destroys the stack. Without the name, or while something is
 * protected, nothing is done and the exit code is 1.
 */
export async function teardown(options: Options, folder: string, given?: TeardownSurroundings): Promise<Outcome> {
  const { lab = false, stack, yesDelete } = options;
  if (stack === undefined) return misuse("Which stack?");
  const surroundings = given ?? (await atTerminal(options, folder));
  const { ask, tell } = surroundings;
  const own = surroundings.engine;
  const [{ explain, explainProtection }, { teardownPlan }, { stateResources }] = await Promise.all([
    import("../../delivery/teardown/explain.ts"),
    import("../../delivery/teardown/plan.ts"),
    import("../../delivery/teardown/state.ts"),
  ]);
  const exported = await own.run("pulumi", ["stack", "export", "--stack", stack]);
  if (exported.code !== 0) {
    const hint = lab ? "" : `\nA stack of the lab: npx dolphinpod teardown ${stack} --lab`;
    return failure(`Nothing was done: the state of ${stack} cannot be read; see above.${hint}`);
  }
  const plan = teardownPlan(stateResources(exported.stdout), own.kubeconfig);
  if (plan.goes.length + plan.stays.length === 0) return done(`The stack ${stack} is empty already.`, stack, plan, own);
  tell(explain(stack, plan));
  if (plan.protected.length > 0) return failure(explainProtection(stack, plan, own.command));

  const typed = yesDelete ?? (await ask("\nType the name of the stack to delete it: "));
  if (typed?.trim() !== stack) {
    const received = typed === undefined ? "no name" : `"${typed}"`;
    return failure(`Nothing was done: received ${received}. Type ${stack}, or give --yes-delete ${stack}.`);
  }
  return destroy(stack, plan, own);
}

async function destroy(stack: string, plan: TeardownPlan, { attach, command }: Engine): Promise<Outcome> {
  const words = ["destroy", "--yes", "--skip-preview", "--stack", stack];
  const code = await attach([...words, ...(plan.runProgram ? ["--run-program"] : [])]);
  if (code !== 0) {
    return failure(
      `The destroy ended with exit code ${code}; see above. What is gone is out of the state: run this again.`,
    );
  }
  const kept = plan.stays.length + plan.claims.length;
  const rest = kept === 0 ? "Nothing stays." : "What stays, and the commands that delete it, is listed above.";
  const gone = plan.goes.length === 1 ? "1 resource" : `${plan.goes.length} resources`;
  return done(`${gone} of ${stack} deleted. ${rest}`, stack, plan, { command });
}

function done(text: string, stack: string, plan: TeardownPlan, { command }: Pick<Engine, "command">): Outcome {
  const named = ({ kind, name, namespace }: TeardownPlan["goes"][number]) => ({ kind, name, namespace });
  const forget = `The stack's name, settings and history stay until: ${command} stack rm ${stack} --preserve-config`;
  const data = { stack, deleted: plan.goes.map(named), stays: plan.stays.map(named), claims: plan.claims };
  return success(`${text}\n${forget}`, data);
}

async function atTerminal({ json = false, lab = false }: Options, folder: string): Promise<TeardownSurroundings> {
  const ask = async (question: string) => {
    if (!process.stdin.isTTY) return undefined;
    const { createInterface } = await import("node:readline/promises");
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const ended = new Promise<undefined>((resolve) => terminal.once("close", () => resolve(undefined)));
      return await Promise.race([terminal.question(question), ended]);
    } finally {
      terminal.close();
    }
  };
  const own = await engine({ lab }, folder);
  if (!json) return { ask, engine: own, tell: console.log };
  // Standard output is for the document alone.
  const attach = async (words: readonly string[]) => (await own.run("pulumi", words)).code;
  return { ask, engine: { ...own, attach }, tell: console.error };
}

export const command = define({
  details: "Nothing is done without the stack's name, or while something is protected; it ends with 1 then.",
  examples: [
    ["teardown dev --lab", "says what goes and what stays, and asks for the name"],
    ["teardown dev --lab --yes-delete dev", "without asking"],
  ],
  json: "`stack`, `deleted`, `stays` (`kind`, `name`, `namespace`), `claims`",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs)).option("yes-delete", {
      type: "string",
      describe: "the stack's name once more, instead of typing it",
    }),
  run: (options, folder) => teardown(options, folder),
});
