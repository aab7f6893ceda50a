import type { Rule } from "../../core/rule.ts";
import { iamRules } from "./iam.ts";
import { schedulerUsesObjectStore } from "./object-store.ts";
import { parameterRules } from "./parameters.ts";
import { irsaTrustNamesOneServiceAccount, oneRolePerComponent } from "./pod-roles.ts";
import { statefulResourcesProtected } from "./protection.ts";
import { rdsRules } from "./rds.ts";
import { s3ObjectRules, s3Rules } from "./s3.ts";

export const awsRules: readonly Rule[] = [
  ...rdsRules,
  ...parameterRules,
  ...s3Rules,
  ...s3ObjectRules,
  schedulerUsesObjectStore,
  ...iamRules,
  irsaTrustNamesOneServiceAccount,
  oneRolePerComponent,
  statefulResourcesProtected,
];
