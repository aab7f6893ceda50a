import { configuration } from "./configuration.ts";
import { controlPlane } from "./control-plane.ts";
import { preview } from "./preview.ts";
import { programStart } from "./program-start.ts";
import { start } from "./start.ts";
import { update } from "./update.ts";

/** The quick ones first. */
export const measurements = [configuration, programStart, controlPlane, preview, update, start] as const;
