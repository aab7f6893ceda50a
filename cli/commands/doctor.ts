import type { Argv } from "yargs";
import type { Subject, Surroundings } from "../../delivery/doctor/gather/index.ts";
import { type Common, define } from "../command.ts";
import { engineOption } from "../engine.ts";
import type { Outcome } from "../outcome.ts";
import { repositoryFile } from "../repository.ts";

interface Options {
  readonly context?: string | undefined;
  readonly lab?: boolean;
  readonly stack?: string | undefined;
}

/** What is in the way of an update: on this machine, in the stack's cluster, in the network. Nothing is changed. */
export async function doctor(
  { context, lab = false, stack }: Options,
  folder: string,
  surroundings?: Surroundings,
): Promise<Outcome> {
  const subject = stack === undefined ? undefined : await subjectOf(stack, folder);
  if (subject !== undefined && "exitCode" in subject) return subject;
  const [{ diagnose }, { gather }, { isIll, report }] = await Promise.all([
    import("../../delivery/doctor/index.ts"),
    import("../../delivery/doctor/gather/index.ts"),
    import("../../delivery/doctor/report.ts"),
  ]);
  const findings = diagnose(await gather(subject, context, surroundings ?? (await atHand(lab, folder))));
  return { exitCode: isIll(findings) ? 1 : 0, output: report(findings), errors: "", data: findings };
}

/** A stack whose file is wrong can be looked at too; one that has no file cannot. */
async function subjectOf(stack: string, folder: string): Promise<Subject | Outcome> {
  const { loadStack, refusal } = await import("../stacks.ts");
  const loaded = loadStack(stack, folder);
  if (!loaded.ok && loaded.reason === "no such stack") return refusal(loaded);
  return {
    stack,
    spec: loaded.ok ? { known: true, value: loaded.spec } : { known: false, why: loaded.errors },
    render: async (spec) => {
      const [{ renderSpec }, { surroundings }] = await Promise.all([
        import("../../stacks/check/index.ts"),
        import("../../stacks/check/surroundings.ts"),
      ]);
      return renderSpec(spec, await surroundings(spec));
    },
  };
}

async function atHand(lab: boolean, folder: string): Promise<Surroundings> {
  const [{ askIn }, { network }] = await Promise.all([
    import("../../delivery/doctor/gather/ask.ts"),
    import("../../delivery/doctor/gather/outside.ts"),
  ]);
  const env = lab ? await labEnv() : process.env;
  return { ask: askIn(folder, env), env, network, tell: (text) => process.stderr.write(`${text}\n`) };
}

/** What is used of `test/lab`, which is no part of the package and so is not known by its name. */
interface LabModule {
  readonly Lab: new () => { programEnv(): Promise<NodeJS.ProcessEnv> };
}

async function labEnv(): Promise<NodeJS.ProcessEnv> {
  const { Lab } = (await import(repositoryFile("test/lab/index.ts", "--lab"))) as LabModule;
  return new Lab().programEnv();
}

export const command = define({
  details:
    "Changes nothing, and ends with 1 when something has to be mended before an update. docs/doctor.md has the checks.",
  examples: [
    ["doctor prod", "this machine, the stack's cluster, DNS and the images' registries"],
    ["doctor -s dev --lab", "the same in the lab"],
    ["doctor", "this machine and the current context"],
  ],
  json: "a list of `check`, `state` (ok, warning, problem, skipped), `says`, and `fix` where something is wrong",
  options: (yargs: Argv<Common>) =>
    engineOption(yargs)
      .positional("stack", { type: "string", alias: "s", describe: "name of a stack; its file is Pulumi.<stack>.yaml" })
      .option("context", { type: "string", describe: "context of the kubeconfig; default: the stack file's" }),
  run: doctor,
});
