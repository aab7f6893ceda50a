import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Lab } from "../lab/index.ts";
import { helmBinary } from "../lab/tools/index.ts";

/** The real helm on a lab's cluster, as a person would use it beside Pulumi. */
export async function helm(lab: Lab, namespace: string, ...args: string[]): Promise<string> {
  const words = [...args, "--namespace", namespace, "--kubeconfig", lab.kubeconfig];
  const { stdout } = await promisify(execFile)(await helmBinary(() => {}), words, { maxBuffer: 2 ** 26 });
  return stdout;
}

export interface Revision {
  readonly revision: number;
  readonly status: string;
  readonly description: string;
}

export async function history(lab: Lab, namespace: string, release: string): Promise<readonly Revision[]> {
  return JSON.parse(await helm(lab, namespace, "history", release, "--output", "json")) as Revision[];
}
