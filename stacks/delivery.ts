import { relative } from "node:path";
import { postRendererPath, type SchedulerArgs } from "../components/scheduler/index.ts";
import type { EnvironmentSpec } from "./config/index.ts";
import { meshPlan } from "./mesh.ts";

/** How the scheduler is delivered: for a release with all that its post-renderer, in another process, has to know. */
export async function schedulerDelivery(spec: EnvironmentSpec): Promise<NonNullable<SchedulerArgs["delivery"]>> {
  if (spec.scheduler.delivery === "objects") return { kind: "objects" };
  const { history, onFailure, timeoutSeconds } = spec.scheduler;
  const mesh = await meshPlan(spec);
  return {
    kind: "release",
    history,
    ...(mesh === undefined ? {} : { mesh }),
    onFailure: isAdopting() ? "stop" : onFailure,
    postRenderer: fromHere(postRendererPath),
    timeoutSeconds,
  };
}

/**
 * Set by `dolphinpod move` for the update in which Helm takes running objects into a release: an installation that
 * fails and is taken back would delete them.
 */
const isAdopting = () => process.env["DOLPHINPOD_MOVE"] === "adopt";

/** The path as it is from the working directory, on every machine: an absolute one would be a change on each. */
function fromHere(path: string): string {
  const found = relative(process.cwd(), path);
  return found.startsWith(".") ? found : `./${found}`;
}
