import { spawn } from "node:child_process";

/** What a command said, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
}

/** Runs a command to its end. Tests give one of their own. */
export type Run = (command: string, args: readonly string[]) => Promise<Ran>;

/** Runs a command in a folder, its errors shown as they come. */
export function runIn(folder: string): Run {
  return (command, args) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
      let stdout = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
      });
      child.once("error", (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
      child.once("close", (code) => resolve({ code: code ?? 1, stdout }));
    });
}
