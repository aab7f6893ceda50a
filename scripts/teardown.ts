import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { counted } from "../stacks/config/index.ts";
import { failure, type Outcome, runAsCommand } from "./stacks.ts";
import { labCli, type StackCli, usersCli } from "./teardown/cli.ts";
import { explain, explainProtection } from "./teardown/explain.ts";
import { type TeardownPlan, teardownPlan } from "./teardown/plan.ts";
import { stateResources } from "./teardown/state.ts";

const usage = `usage: npm run teardown -- <stack> [--lab] [--yes-delete <stack>]
  --lab                   the stack of the lab (npm start); without it, that of your own Pulumi login
  --yes-delete <stack>    the name once more, instead of typing it`;

/** What a teardown touches besides the stack. */
export interface Surroundings {
  readonly cliOf: (stack: string, lab: boolean) => StackCli;
  /** A line that a person typed; undefined where there is nobody to ask. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly tell: (text: string) => void;
}

/**
 * What `npm run teardown -- <stack>` does: says what goes and what stays, wants the stack's name, and destroys the stack.
 * Without the name, or while something is protected, nothing is done and the exit code is 1.
 */
export async function teardown(
  args: readonly string[],
  folder: string,
  { ask, cliOf, tell }: Surroundings = atTerminal(folder),
): Promise<Outcome> {
  const asked = readArguments(args);
  if (asked?.stack === undefined) return failure(usage);
  const { lab, stack } = asked;
  const cli = cliOf(stack, lab);
  const exported = await cli.run(["stack", "export"], "capture");
  if (exported.code !== 0) {
    const hint = lab ? "" : `\nA stack of the lab: npm run teardown -- ${stack} --lab`;
    return failure(`Nothing was done: the state of ${stack} cannot be read.\n${exported.stderr.trim()}${hint}`);
  }
  const plan = teardownPlan(stateResources(exported.stdout));
  if (plan.goes.length + plan.stays.length === 0) return done(`The stack ${stack} is empty already.`, stack, cli);
  tell(explain(stack, plan));
  if (plan.protected.length > 0) return failure(explainProtection(stack, plan, cli.command));

  const typed = asked.name ?? (await ask(`\nType the name of the stack to delete it: `));
  if (typed?.trim() !== stack) {
    const received = typed === undefined ? "no name" : `"${typed}"`;
    return failure(`Nothing was done: received ${received}. Type ${stack}, or give --yes-delete ${stack}.`);
  }
  return destroy(stack, plan, cli);
}

async function destroy(stack: string, plan: TeardownPlan, cli: StackCli): Promise<Outcome> {
  const { code } = await cli.run(
    ["destroy", "--yes", "--skip-preview", ...(plan.runProgram ? ["--run-program"] : [])],
    "inherit",
  );
  if (code !== 0) {
    return failure(
      `The destroy ended with exit code ${code}; see above. What is gone is out of the state: run this again.`,
    );
  }
  const kept = plan.stays.length + plan.claims.length;
  const rest = kept === 0 ? "Nothing stays." : "What stays, and the commands that delete it, is listed above.";
  return done(`${counted(plan.goes.length, "resource")} of ${stack} deleted. ${rest}`, stack, cli);
}

function done(output: string, stack: string, cli: StackCli): Outcome {
  const forget = `The stack's name, settings and history stay until: ${cli.command} stack rm ${stack} --preserve-config`;
  return { exitCode: 0, output: `${output}\n${forget}`, errors: "" };
}

function readArguments(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      args: [...args],
      options: { lab: { type: "boolean", default: false }, "yes-delete": { type: "string" } },
    });
    return positionals.length > 1 ? undefined : { lab: values.lab, name: values["yes-delete"], stack: positionals[0] };
  } catch {
    return undefined;
  }
}

function atTerminal(folder: string): Surroundings {
  return {
    ask: async (question) => {
      if (!process.stdin.isTTY) return undefined;
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      try {
        const ended = new Promise<undefined>((resolve) => terminal.once("close", () => resolve(undefined)));
        return await Promise.race([terminal.question(question), ended]);
      } finally {
        terminal.close();
      }
    },
    cliOf: (stack, lab) => (lab ? labCli(stack, folder) : usersCli(stack, folder)),
    tell: console.log,
  };
}

runAsCommand(import.meta.url, teardown);
