import type { Rule } from "../../core/rule.ts";
import { iamObjectRules, iamRules } from "./iam.ts";
import { parameterRules } from "./parameters.ts";
import { statefulResourcesProtected } from "./protection.ts";
import { rdsRules } from "./rds.ts";
import { s3ObjectRules, s3Rules } from "./s3.ts";

export const awsRules: readonly Rule[] = [
  ...rdsRules,
  ...parameterRules,
  ...s3Rules,
  ...s3ObjectRules,
  ...iamObjectRules,
  ...iamRules,
  statefulResourcesProtected,
];
