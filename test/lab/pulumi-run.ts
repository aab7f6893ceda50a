import { spawn } from "node:child_process";

export interface RunResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  env: Record<string, string | undefined>;
  /** `inherit`: the terminal is the command's; nothing is captured. */
  stdio: "capture" | "inherit";
  onOutput?: ((text: string) => void) | undefined;
  /** Told the process id as soon as there is one, for tests that kill it. */
  onStart?: ((pid: number) => void) | undefined;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a command to its end and outlives it: a signal is the command's to act on. */
export async function runToEnd(binary: string, args: string[], options: RunOptions): Promise<RunResult> {
  const { cwd, env } = options;
  const stdio = options.stdio === "inherit" ? "inherit" : (["ignore", "pipe", "pipe"] as const);
  const child = spawn(binary, args, { cwd, env, stdio: typeof stdio === "string" ? stdio : [...stdio] });
  // A terminal sends Ctrl-C to the whole group, and a second one would make the engine drop everything.
  const passOn = (signal: NodeJS.Signals) => {
    if (!(signal === "SIGINT" && process.stdin.isTTY)) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  try {
    return await new Promise((resolve, reject) => {
      const result = { stdout: "", stderr: "" };
      for (const name of ["stdout", "stderr"] as const) {
        child[name]?.setEncoding("utf8").on("data", (text: string) => {
          result[name] += text;
          options.onOutput?.(text);
        });
      }
      child.on("spawn", () => child.pid && options.onStart?.(child.pid));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, ...result }));
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, passOn);
  }
}
