import type { Rule } from "../../core/rule.ts";
import { credentialRules } from "./credentials.ts";
import { exposureRules } from "./exposure.ts";
import { javaRules } from "./java.ts";
import { lifecycleRules } from "./lifecycle.ts";
import { persistentLogs } from "./logs.ts";
import { replicasWithinRoleLimits, scalerWithinRoleLimits } from "./replicas.ts";
import { schedulerScalingObjectRules, schedulerScalingRules } from "./scaling.ts";
import { settingRules } from "./settings.ts";
import { sharedStorageRules, storageRules } from "./storage.ts";
import { togetherRules } from "./together.ts";

export const schedulerRules: readonly Rule[] = [
  persistentLogs,
  replicasWithinRoleLimits,
  scalerWithinRoleLimits,
  ...lifecycleRules,
  ...javaRules,
  ...settingRules,
  ...storageRules,
  ...sharedStorageRules,
  ...credentialRules,
  ...exposureRules,
  ...schedulerScalingObjectRules,
  ...schedulerScalingRules,
  ...togetherRules,
];
