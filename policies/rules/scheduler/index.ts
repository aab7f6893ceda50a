import type { Rule } from "../../core/rule.ts";
import { maxReplicasFitDbConnections } from "./connections.ts";
import { credentialRules } from "./credentials.ts";
import { exposureRules } from "./exposure.ts";
import { javaRules } from "./java.ts";
import { keytabReadableOnlyByOwner } from "./keytabs.ts";
import { lifecycleRules } from "./lifecycle.ts";
import { persistentLogs } from "./logs.ts";
import { replicasWithinRoleLimits, scalerWithinRoleLimits } from "./replicas.ts";
import { schedulerScalingRules } from "./scaling.ts";
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
  keytabReadableOnlyByOwner,
  ...sharedStorageRules,
  ...credentialRules,
  ...exposureRules,
  ...schedulerScalingRules,
  maxReplicasFitDbConnections,
  ...togetherRules,
];
