import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Argv } from "yargs";
import {
  type Answers,
  type Asked,
  type Brought,
  optionOf,
  type Question,
  questions,
  questionsFor,
} from "../../delivery/init/questions.ts";
import type { Problem } from "../../stacks/config/index.ts";
import { type Ask, atTerminal } from "../ask.ts";
import { type Common, define } from "../command.ts";
import { failure, misuse, type Outcome, success } from "../outcome.ts";

type Options = { readonly [key in keyof Answers]?: Answers[key] | undefined } & {
  readonly force?: boolean;
  readonly stack?: string | undefined;
  readonly values?: readonly string[] | undefined;
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
  const [{ besides, importValues }, { draft, problemsWith, starterFile }, { counted, render }, { schemaIn }] =
    await Promise.all([
      import("../../delivery/init/from-values.ts"),
      import("../../delivery/init/file.ts"),
      import("../../stacks/config/index.ts"),
      import("../../delivery/init/suggest.ts"),
    ]);
  const refused = (problems: readonly Problem[]) =>
    misuse(`Nothing was written.\n${render(problems, counted(problems.length, "problem"))}`);
  const given = options.values?.length ? valuesIn(options.values, folder) : undefined;
  const imported = given && ("files" in given ? importValues(given.files) : given);
  if (imported !== undefined && "problems" in imported) return refused(imported.problems);
  const brought = imported && besides(imported, options).brought;
  const answers = await complete({ ...options, class: environmentClass }, stack, ask, brought);

  const surroundings = { today: today(), schema: schemaIn(folder), imported };
  const problems = problemsWith(answers, surroundings);
  if (problems.length > 0) return refused(problems);
  writeFileSync(file, starterFile(answers, surroundings));
  const next = `Next: npx dolphinpod check ${stack}`;
  if (imported === undefined) return success(`Wrote ${name}. ${next}`, { file: name, stack, answers });
  const { carried, left, secrets } = draft(answers, surroundings);
  const { ordered, report } = await import("../../delivery/values/index.ts");
  const told = report(carried, left, secrets, answers.namespace);
  const rest = "docs/from-helm.md tells how the data moves, and what is different although no value says so.";
  return success(`Wrote ${name}: ${told}\n\n${rest} ${next}`, {
    file: name,
    stack,
    answers,
    left: ordered(left),
    secrets,
  });
}

/** The files of values, or which of them are not there. */
function valuesIn(paths: readonly string[], folder: string) {
  const missing = paths.filter((path) => !existsSync(resolve(folder, path)));
  const fix = "Give the files that helm takes with -f, once each: --values a.yaml --values b.yaml.";
  const allowed = "values of the upstream chart";
  if (missing.length > 0)
    return { problems: missing.map((path) => ({ path, received: "no such file", allowed, fix })) };
  return { files: paths.map((name) => ({ name, text: readFileSync(resolve(folder, name), "utf8") })) };
}

/** The options and, for what they leave open, answers or suggestions. */
async function complete(
  options: Options & Pick<Answers, "class">,
  stack: string,
  ask: Ask | undefined,
  brought: Brought | undefined,
) {
  const [{ suggestions }, { problemWith }] = await Promise.all([
    import("../../delivery/init/suggest.ts"),
    import("../../delivery/init/file.ts"),
  ]);
  const suggested = suggestions(stack, options.class);
  let answers: Answers = { class: options.class, namespace: "" };
  const open = questionsFor(options.class, brought);
  for (const question of questionsFor(options.class)) {
    const { key } = question;
    const answer = options[key] ?? (open.includes(question) ? await answered(question, suggested[key]) : undefined);
    answers = { ...answers, [key]: answer || undefined };
  }
  return answers;

  async function answered(question: Question, suggestion: string | undefined) {
    return ask === undefined ? suggestion : asked(question, suggestion);
  }

  function asked({ about, example, in: needed, key }: Question, suggestion: string | undefined) {
    const validate = (answer: string) => {
      if (answer.trim() === "" && needed[answers.class] === "may") return true;
      const problem = problemWith(key, answer, answers, { today: today() });
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
    "data-platform. The file passes dolphinpod check; one that is there is left alone unless --force is given. " +
    "--values reads values of the upstream chart (docs/from-helm.md): what has an option is written, what has none is " +
    "listed with the reason, and secrets are not copied.",
  examples: [
    ["init", "asks for everything"],
    ["init dev --class dev --yes", "asks for nothing"],
    ["init prod --class prod --region eu-central-1", "asks for the rest"],
    ["init dev --values values.yaml --values dev.yaml", "from values of the upstream Helm chart"],
  ],
  json: "`file`, `stack`, `answers`; with --values also `left`, what was not carried over, and `secrets` to make",
  options: (yargs: Argv<Common>) =>
    withAnswers(
      yargs
        .positional("stack", { ...text, describe: "name of the new stack" })
        .option("class", { choices: ["dev", "prod"] as const, describe: "defaults that the environment starts from" }),
    )
      .option("values", {
        ...text,
        array: true,
        nargs: 1,
        describe: "values file of the upstream Helm chart; several are merged as Helm does it",
      })
      .option("yes", { type: "boolean", default: false, describe: "ask nothing" })
      .option("force", { type: "boolean", default: false, describe: "write a file anew that is there" }),
  run: (options, folder) => init(options, folder),
});
