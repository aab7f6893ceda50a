import { type ChildProcess, spawn } from "node:child_process";

/** What a command said, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
}

/** Runs a command to its end, with settings over those of this process. Tests give one of their own. */
export type Run = (command: string, args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;

/**
 * Runs a command in a folder, its errors shown as they come. A signal is the command's to act on; once it has ended this
 * throws, so that whoever called cleans up and goes no further.
 */
export function runIn(folder: string): Run {
  return async (command, args, env) => {
    const settings = { ...process.env, ...env };
    const child = spawn(command, args, { cwd: folder, env: settings, stdio: ["ignore", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    const { code, signal } = await end(child, command);
    if (signal) throw new Error(`Interrupted (${signal}) while ${command} ran; it has come to its end.`);
    return { code, stdout };
  };
}

/** Runs a command that has the terminal to itself, and outlives it: a signal is the command's to act on. */
export async function runAttached(folder: string, command: string, args: readonly string[]): Promise<number> {
  return (await end(spawn(command, args, { cwd: folder, stdio: "inherit" }), command)).code;
}

interface End {
  readonly code: number;
  /** The last one that this process was sent meanwhile. */
  readonly signal: NodeJS.Signals | undefined;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function end(child: ChildProcess, command: string): Promise<End> {
  let sent: NodeJS.Signals | undefined;
  const passOn = (signal: NodeJS.Signals) => {
    sent = signal;
    // A terminal sends Ctrl-C to the command as well, and a second one would make Pulumi's engine drop everything.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
      child.once("close", (code) => resolve({ code: code ?? 1, signal: sent }));
    });
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}
