import { comment } from "./comment.ts";
import { configuration } from "./configuration.ts";
import { controlPlane } from "./control-plane.ts";
import { dayTwo } from "./day-two.ts";
import { policies } from "./policies/index.ts";
import { preview } from "./preview.ts";
import { programStart } from "./program-start.ts";
import { scanners } from "./scanners/index.ts";
import { start } from "./start.ts";
import { update } from "./update.ts";

/** The quick ones first. */
export const measurements = [
  configuration,
  programStart,
  comment,
  controlPlane,
  scanners,
  policies,
  preview,
  dayTwo,
  update,
  start,
] as const;
