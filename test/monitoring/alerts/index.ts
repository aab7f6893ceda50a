import { backingCases } from "./backing.ts";
import type { AlertCase } from "./case.ts";
import { clusterCases } from "./cluster.ts";
import { registryCases } from "./registry.ts";
import { requestCases } from "./requests.ts";
import { schedulingCases } from "./scheduling.ts";
import { serverCases } from "./servers.ts";

export type { AlertCase, Samples } from "./case.ts";

/** For every alert, what makes it fire and what does not. */
export const alertCases: readonly AlertCase[] = [
  ...serverCases,
  ...schedulingCases,
  ...requestCases,
  ...backingCases,
  ...registryCases,
  ...clusterCases,
];
