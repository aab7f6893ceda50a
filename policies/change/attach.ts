import * as pulumi from "@pulumi/pulumi";
import { settingsOf } from "../settings.ts";
import { changeGuards } from "./hooks.ts";

/** Key of a stack file that says whether the rules about changes are hooks of the program: `hooks`, or `off`. */
export const guardsKey = "policies:guards";

/**
 * Attaches the guards where the stack's configuration wants them, before the first resource is made.
 *
 * They are off by default: what has such hooks, `pulumi destroy` refuses to delete without `--run-program`.
 *
 * @throws when the key says anything else, or when exemptions or parameters are wrong.
 */
export function attachGuards(config: ReadonlyMap<string, string>, now: Date): void {
  const wanted = config.get(guardsKey) ?? "off";
  if (wanted === "off") return;
  if (wanted !== "hooks") throw new Error(`${guardsKey}: received ${JSON.stringify(wanted)}, allowed hooks, off.`);
  pulumi.runtime.registerResourceTransform(changeGuards(settingsOf(config, now)));
}
