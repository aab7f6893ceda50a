import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyObject } from "../core/object.ts";
import type { Pack } from "../core/rule.ts";
import { rules } from "../rules/index.ts";
import { parseJson } from "../sources/json.ts";
import { exportedObjects } from "../sources/state.ts";
import { serve } from "./server.ts";
import { Session } from "./session.ts";

/** Names a `pulumi stack export` of what is: with it the rules about changes run at every preview. */
export const baselineVariable = "DOLPHINPOD_BASELINE";

/** A pack that an engine wants served. */
export interface PackRequest {
  readonly pack: Pack | "all";
  /** Where the pack's package.json is, whose version is the pack's. */
  readonly folder: string;
}

/** Serves the rules of a pack, or all, for one run of an engine, and tells the port. */
export function start({ folder, pack }: PackRequest, ready: (port: number) => void): void {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const served = pack === "all" ? rules : rules.filter((rule) => rule.pack === pack);
  serve({ name: `dolphinpod-${pack}`, version }, new Session(served, new Date(), baseline()), ready);
}

function baseline(): readonly PolicyObject[] | undefined {
  const file = process.env[baselineVariable];
  if (!file) return undefined;
  const objects = exportedObjects(parseJson(file, readFileSync(file, "utf8")), "outputs");
  if (objects === undefined) throw new Error(`${baselineVariable}: ${file} is no output of pulumi stack export.`);
  return objects;
}
