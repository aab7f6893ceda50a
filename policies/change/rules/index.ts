import type { ChangeRule } from "../../core/rule.ts";
import { amountRules } from "./amounts.ts";
import { deliveryChangesByMove } from "./delivery.ts";
import { groupRules } from "./groups.ts";
import { versionRules } from "./versions.ts";

export const changeRules: readonly ChangeRule[] = [
  ...groupRules,
  ...amountRules,
  ...versionRules,
  deliveryChangesByMove,
];
