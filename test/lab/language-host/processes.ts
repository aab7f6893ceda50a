import type { ChildProcess } from "node:child_process";

/** How long a program may take to stop after it was asked to. */
const GRACE_MS = 5_000;

/** Programs started for the engine, so that each can be stopped and none is left behind. */
export class Processes {
  #running = new Set<ChildProcess>();

  add(child: ChildProcess): void {
    this.#running.add(child);
    child.once("close", () => this.#running.delete(child));
  }

  /** Asks first, then forces: a program that hangs must not hang the engine. */
  stop(child: ChildProcess): void {
    if (!this.#running.has(child)) return;
    child.kill("SIGINT");
    const force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    child.once("close", () => clearTimeout(force));
  }

  stopAll(): void {
    for (const child of this.#running) this.stop(child);
  }

  killAll(): void {
    for (const child of this.#running) child.kill("SIGKILL");
  }
}
