import { changeRules } from "../change/rules/index.ts";
import type { Rule } from "../core/rule.ts";
import { awsRules } from "./aws/index.ts";
import { exemptionRules } from "./exemptions/index.ts";
import { kubernetesRules } from "./kubernetes/index.ts";
import { meshRules } from "./mesh/index.ts";
import { observabilityRules } from "./observability/index.ts";
import { schedulerRules } from "./scheduler/index.ts";

/** Every rule. */
export const rules: readonly Rule[] = [
  ...schedulerRules,
  ...observabilityRules,
  ...kubernetesRules,
  ...awsRules,
  ...meshRules,
  ...exemptionRules,
  ...changeRules,
];
