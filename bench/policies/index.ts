import type { Measurement } from "../bar.ts";
import { judging } from "./judge.ts";
import { previewing } from "./preview.ts";
import { starting } from "./start.ts";

export const policies: Measurement = {
  name: "policies",
  about: "a policy pack's start, what packs add to a preview of many resources, `npm run policy` over many objects",
  run: async (runs, log) => [...(await starting(runs)), ...(await judging(runs)), ...(await previewing(runs, log))],
};
