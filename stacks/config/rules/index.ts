import { awsRules } from "./aws.ts";
import { backingRules } from "./backing.ts";
import { cloudNativePgRules } from "./cloudnative-pg.ts";
import { environmentRules } from "./environment.ts";
import { externalSecretsRules } from "./external-secrets.ts";
import { generalRules } from "./general.ts";
import { imageRules } from "./images.ts";
import { loginRules } from "./login.ts";
import { networkRules } from "./network.ts";
import { rdsRules } from "./rds.ts";
import { requestRules } from "./requests.ts";
import type { Rule } from "./rule.ts";
import { s3Rules } from "./s3.ts";
import { securityRules } from "./security.ts";
import { serverRules } from "./servers.ts";
import { tlsRules } from "./tls.ts";

/** Everything that is checked across options. */
export const rules: readonly Rule[] = [
  ...generalRules,
  ...imageRules,
  ...serverRules,
  ...environmentRules,
  ...requestRules,
  ...awsRules,
  ...backingRules,
  ...rdsRules,
  ...cloudNativePgRules,
  ...s3Rules,
  ...externalSecretsRules,
  ...networkRules,
  ...securityRules,
  ...tlsRules,
  ...loginRules,
];
