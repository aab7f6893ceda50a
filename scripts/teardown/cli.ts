import { join } from "node:path";
import { Lab } from "../../test/lab/index.ts";
import { type RunResult, runToEnd } from "../../test/lab/pulumi-run.ts";
import { root } from "../process.ts";

/** The CLI on one stack. */
export interface StackCli {
  /** How a person calls this CLI. */
  readonly command: string;
  /** `inherit`: the terminal is the command's, which may ask for a passphrase; nothing is captured. */
  run(args: readonly string[], stdio: "capture" | "inherit"): Promise<RunResult>;
}

/** The user's own login, kubeconfig and plugins, as with `npx pulumi`. */
export function usersCli(stack: string, cwd: string): StackCli {
  const launcher = join(root, "node_modules", "pulumi", "run.js");
  return {
    command: "npx pulumi",
    run: (args, stdio) =>
      runToEnd(process.execPath, [launcher, ...args, "--stack", stack], { cwd, env: process.env, stdio }),
  };
}

/** The lab's CLI, state and cluster, as with `npm run pulumi`. */
export function labCli(stack: string, cwd: string): StackCli {
  const lab = new Lab();
  return {
    command: "npm run pulumi --",
    run: (args, stdio) => lab.pulumi([...args, "--stack", stack], { cwd, stdio }),
  };
}
