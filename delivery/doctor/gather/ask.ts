import { spawn } from "node:child_process";
import { type Answer, known, unknown } from "../finding.ts";

/** What a program said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with a text as its input. Tests give one of their own. */
export type Ask = (program: string, args: readonly string[], input?: string) => Promise<Said>;

/** A program that does not answer must not keep the others waiting. */
const patienceMs = 60_000;

/** Runs programs in a folder. */
export function askIn(folder: string, env: NodeJS.ProcessEnv = process.env, patience: number = patienceMs): Ask {
  return (program, args, input = "") =>
    new Promise((resolve) => {
      // Unlike spawn's own timeout it holds up nobody where the program is not there.
      const signal = AbortSignal.timeout(patience);
      const child = spawn(program, args, { cwd: folder, env, signal, stdio: "pipe" });
      const said = { stdout: "", stderr: "" };
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (text: string) => {
          said[stream] += text;
        });
      }
      child.once("error", (error) => {
        const why = signal.aborted ? `does not answer in ${patience / 1000} s` : `cannot be run: ${error.message}`;
        resolve({ ...said, code: 1, stderr: `${program} ${why}` });
      });
      child.once("close", (code) => resolve({ ...said, code: code ?? 1 }));
      // A program that ends before it has read everything is told apart by its exit code.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
    });
}

/** What a program says, read by a function; why there is nothing to read where it fails. */
export async function answer<T>(
  ask: Ask,
  program: string,
  args: readonly string[],
  read: (stdout: string) => T,
  input?: string,
): Promise<Answer<T>> {
  const { code, stderr, stdout } = await ask(program, args, input);
  if (code !== 0) return unknown(lastLine(stderr) || `${program} ${args[0]} ended with ${code}`);
  try {
    return known(read(stdout));
  } catch {
    return unknown(`${program} ${args[0]} said what nobody can read`);
  }
}

/** Programs say the reason last. */
function lastLine(text: string): string {
  return (
    text
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^(error|Error from server[^:]*):\s*/i, "") ?? ""
  );
}
