import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Workspace } from "../test/engine/workspace.ts";
import { Lab } from "../test/lab/index.ts";
import { projectRoot } from "../test/lab/paths.ts";
import type { Log } from "../test/lab/tools/progress.ts";

/** Name of a lab that nobody else uses. */
export const LAB = "bench";
/** Namespace of Pulumi.dev.yaml. */
export const NAMESPACE = "dolphinscheduler-dev";

export const labOf = (log: Log): Lab => new Lab({ name: LAB, log });

/** A running lab without anything in it; its tools are built before any clock runs. It is gone afterwards. */
export async function withLab<T>(log: Log, use: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = labOf(log);
  await lab.prepare();
  await lab.destroy();
  try {
    await lab.start();
    return await use(lab);
  } finally {
    await lab.destroy();
  }
}

/** The stack `dev` as the repository has it, with a state of its own. */
export async function devStack(lab: Lab): Promise<Workspace> {
  const workspace = new Workspace(lab, "dev", readFileSync(join(projectRoot(), "Pulumi.dev.yaml"), "utf8"));
  await workspace.init();
  return workspace;
}

/** Leaves nothing of an environment in the cluster. */
export async function clear(lab: Lab): Promise<void> {
  const path = `/api/v1/namespaces/${NAMESPACE}`;
  await lab.api.remove(path);
  while ((await lab.api.get(path)) !== undefined) await sleep(100);
}
