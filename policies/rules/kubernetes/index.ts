import type { Rule } from "../../core/rule.ts";
import { accountRules } from "./accounts.ts";
import { containerRules } from "./containers.ts";
import { disruptionRules } from "./disruption.ts";
import { hostRules } from "./host.ts";
import { imageRules } from "./images.ts";
import { networkObjectRules, networkRules } from "./network.ts";
import { networkPolicyRules } from "./network-policies.ts";
import { probeRules } from "./probes.ts";
import { resourceRules } from "./resources.ts";
import { rolloutRules } from "./rollout.ts";
import { scalingRules } from "./scaling.ts";
import { secretRules } from "./secrets.ts";

export const kubernetesRules: readonly Rule[] = [
  ...probeRules,
  ...resourceRules,
  ...rolloutRules,
  ...disruptionRules,
  ...scalingRules,
  ...hostRules,
  ...containerRules,
  ...accountRules,
  ...secretRules,
  ...imageRules,
  ...networkObjectRules,
  ...networkRules,
  ...networkPolicyRules,
];
