import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Argv } from "yargs";
import {
  type Answers,
  type Asked,
  optionOf,
  type Question,
  questions,
  questionsFor,
} from "../../delivery/init/questions.ts";
import { type Ask, atTerminal } from "../ask.ts";
import { type Common, define } from "../command.ts";
import { failure, misuse, type Outcome, success } from "../outcome.ts";

type Options = { readonly [key in keyof Answers]?: Answers[key] | undefined } & {
  readonly force?: boolean;
  readonly stack?: string | undefined;
  readonly yes?: boolean;
};

/** Writes the stack file of a new environment: what options leave open is asked for, where there is somebody to ask. */
export async function init(options: Options, folder: string, someone = atTerminal()): Promise<Outcome> {
  const ask = options.yes ? undefined : someone;
  const stack =
    options.stack ?? (await ask?.text({ message: "Name of the stack:", suggestion: "dev", validate: named }));
  if (stack === undefined) return misuse("Which stack? Give its name: dolphinpod init dev.");
  const wrong = named(stack);
  if (wrong !== true) return misuse(wrong);
  const name = `Pulumi.${stack}.yaml`;
  const file = join(folder, name);
  if (existsSync(file) && !options.force && !(await ask?.confirm(`${name} is there already. Write it anew?`))) {
    return failure(`Nothing was written: ${name} is there already. --force writes it anew.`);
  }
  const environmentClass =
    options.class ?? ((await ask?.choose("Class:", ["dev", "prod"])) as Answers["class"]) ?? "dev";
  const answers = await complete({ ...options, class: environmentClass }, stack, ask);

  const [{ problemsWith, starterFile }, { counted, render }] = await Promise.all([
    import("../../delivery/init/file.ts"),
    import("../../stacks/config/index.ts"),
  ]);
  const problems = problemsWith(answers, today());
  if (problems.length > 0) {
    return misuse(`Nothing was written.\n${render(problems, counted(problems.length, "problem"))}`);
  }
  writeFileSync(file, starterFile(answers, today()));
  return success(`Wrote ${name}. Next: npx dolphinpod check ${stack}`, { file: name, stack, answers });
}

/** The options and, for what they leave open, answers or suggestions. */
async function complete(options: Options & Pick<Answers, "class">, stack: string, ask: Ask | undefined) {
  const [{ suggestions }, { problemWith }] = await Promise.all([
    import("../../delivery/init/suggest.ts"),
    import("../../delivery/init/file.ts"),
  ]);
  const suggested = suggestions(stack, options.class);
  let answers: Answers = { class: options.class, namespace: "" };
  for (const question of questionsFor(options.class)) {
    const { key } = question;
    const answer = options[key] ?? (ask === undefined ? suggested[key] : await asked(question, suggested[key]));
    answers = { ...answers, [key]: answer || undefined };
  }
  return answers;

  function asked({ about, example, in: needed, key }: Question, suggestion: string | undefined) {
    const validate = (answer: string) => {
      if (answer.trim() === "" && needed[answers.class] === "may") return true;
      const problem = problemWith(key, answer, answers, today());
      return problem === undefined || `received ${problem.received}, allowed ${problem.allowed}`;
    };
    const optional = needed[answers.class] === "may" ? "; empty: none" : "";
    const hint = suggestion === undefined ? ` (such as ${example}${optional})` : "";
    return ask?.text({ message: `${about[0]?.toUpperCase()}${about.slice(1)}${hint}:`, suggestion, validate });
  }
}

function named(stack: string): true | string {
  return /^[\w-][\w.-]{0,99}$/.test(stack) || `A stack's name has letters, digits, ".", "_" and "-", not ${stack}.`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

const text = { type: "string" } as const;

/** An option for each question; yargs cannot tell the names of those that are made from data. */
function withAnswers<T>(yargs: Argv<T>): Argv<T & { [key in Asked]: string | undefined }> {
  for (const { about, in: needed, key } of questions) {
    yargs.option(optionOf(key), { ...text, describe: needed.dev === "no" ? `prod: ${about}` : about });
  }
  return yargs as Argv<T & { [key in Asked]: string | undefined }>;
}

export const command = define({
  details:
    "What is not given is asked for at a terminal. With --yes, or without a terminal, class dev is taken, the namespace " +
    "dolphinscheduler-<stack>, and in prod the kubeconfig's current context, the storage class gp3 and the owner " +
    "data-platform. The file passes dolphinpod check; one that is there is left alone unless --force is given.",
  examples: [
    ["init", "asks for everything"],
    ["init dev --class dev --yes", "asks for nothing"],
    ["init prod --class prod --region eu-central-1", "asks for the rest"],
  ],
  json: "`file`, `stack`, `answers`",
  options: (yargs: Argv<Common>) =>
    withAnswers(
      yargs
        .positional("stack", { ...text, describe: "name of the new stack" })
        .option("class", { choices: ["dev", "prod"] as const, describe: "defaults that the environment starts from" }),
    )
      .option("yes", { type: "boolean", default: false, describe: "ask nothing" })
      .option("force", { type: "boolean", default: false, describe: "write a file anew that is there" }),
  run: (options, folder) => init(options, folder),
});
