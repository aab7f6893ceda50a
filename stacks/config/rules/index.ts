import { backingRules } from "./backing.ts";
import { environmentRules } from "./environment.ts";
import { generalRules } from "./general.ts";
import { networkRules } from "./network.ts";
import { requestRules } from "./requests.ts";
import type { Rule } from "./rule.ts";
import { serverRules } from "./servers.ts";

/** Everything that is checked across options. */
export const rules: readonly Rule[] = [
  ...generalRules,
  ...serverRules,
  ...environmentRules,
  ...requestRules,
  ...backingRules,
  ...networkRules,
];
