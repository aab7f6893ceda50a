import { spawn } from "node:child_process";

/** What a command said, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
}

/** Runs a command to its end, with settings over those of this process. Tests give one of their own. */
export type Run = (command: string, args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;

/** Runs a command in a folder, its errors shown as they come. */
export function runIn(folder: string): Run {
  return (command, args, env) =>
    new Promise((resolve, reject) => {
      const settings = { ...process.env, ...env };
      const child = spawn(command, args, { cwd: folder, env: settings, stdio: ["ignore", "pipe", "inherit"] });
      let stdout = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
      });
      child.once("error", (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
      child.once("close", (code) => resolve({ code: code ?? 1, stdout }));
    });
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a command that has the terminal to itself, and outlives it: a signal is the command's to act on. */
export async function runAttached(folder: string, command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: folder, stdio: "inherit" });
  // A terminal sends Ctrl-C to the command as well, and a second one would make Pulumi's engine drop everything.
  const passOn = (signal: NodeJS.Signals) => (signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
      child.once("close", (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}
