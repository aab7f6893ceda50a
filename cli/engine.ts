import type { Argv } from "yargs";
import type { Ran, Run } from "../delivery/run.ts";
import { isRepository, repositoryFile } from "./repository.ts";

/** Pulumi's CLI and kubectl, of a person's own login or of the lab. */
export interface Engine {
  /** How a person calls this Pulumi. */
  readonly command: string;
  /** The lab's; undefined where kubectl is the person's own. */
  readonly kubeconfig?: string;
  /** Runs pulumi, kubectl or another command, and captures what it says. */
  readonly run: Run;
  /** Runs pulumi with the terminal to itself: it may ask for a passphrase or whether to go on. */
  readonly attach: (args: readonly string[]) => Promise<number>;
}

export interface EngineOptions {
  readonly lab: boolean;
}

/** The option of all commands that run Pulumi. */
export function engineOption<T>(yargs: Argv<T>) {
  return yargs.option("lab", {
    type: "boolean",
    default: false,
    describe: "the lab's state and cluster (npm start), in the repository; else those of your own Pulumi login",
  });
}

/** The CLI that the options ask for. */
export async function engine({ lab }: EngineOptions, folder: string): Promise<Engine> {
  const { runAttached, runIn } = await import("../delivery/run.ts");
  if (!lab) {
    return {
      command: isRepository() ? "npx pulumi" : "pulumi",
      run: runIn(folder),
      attach: (args) => runAttached(folder, "pulumi", args),
    };
  }
  const { Lab } = await labModule();
  const own = new Lab();
  const kubectl = async (args: readonly string[]): Promise<Ran> => {
    const { kubectl: binary } = await own.binaries();
    return runIn(folder)(binary, ["--kubeconfig", own.kubeconfig, ...args]);
  };
  const captured = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> => {
    const { code, stderr, stdout } = await own.pulumi(args, { cwd: folder, env });
    process.stderr.write(stderr);
    return { code, stdout };
  };
  return {
    command: "npx dolphinpod pulumi --lab",
    kubeconfig: own.kubeconfig,
    run: (command, args, env) =>
      command === "pulumi"
        ? captured(args, env)
        : command === "kubectl"
          ? kubectl(args)
          : runIn(folder)(command, args, env),
    attach: async (args) => (await own.pulumi(args, { cwd: folder, stdio: "inherit" })).code,
  };
}

/** What is used of `test/lab`, which is no part of the package and so is not known by its name. */
interface LabModule {
  readonly Lab: new () => {
    readonly kubeconfig: string;
    binaries(): Promise<{ readonly kubectl: string }>;
    pulumi(
      args: readonly string[],
      options: {
        readonly cwd: string;
        readonly env?: Readonly<Record<string, string>>;
        readonly stdio?: "inherit";
      },
    ): Promise<Ran & { readonly stderr: string }>;
  };
}

async function labModule(): Promise<LabModule> {
  return (await import(repositoryFile("test/lab/index.ts", "--lab"))) as LabModule;
}
