import { availabilityRules } from "./availability.ts";
import { awsRules } from "./aws.ts";
import { backingRules } from "./backing.ts";
import { cloudNativePgRules } from "./cloudnative-pg.ts";
import { deliveryRules } from "./delivery.ts";
import { environmentRules } from "./environment.ts";
import { externalSecretsRules } from "./external-secrets.ts";
import { generalRules } from "./general.ts";
import { gitopsRules } from "./gitops.ts";
import { imageRules } from "./images.ts";
import { loginRules } from "./login.ts";
import { logRules } from "./logs.ts";
import { meshRules } from "./mesh.ts";
import { monitoringRules } from "./monitoring.ts";
import { networkRules } from "./network.ts";
import { platformRules } from "./platform.ts";
import { rdsRules } from "./rds.ts";
import { registryRules } from "./registry.ts";
import { requestRules } from "./requests.ts";
import type { Rule } from "./rule.ts";
import { s3Rules } from "./s3.ts";
import { scalingRules } from "./scaling.ts";
import { secretRules } from "./secrets.ts";
import { securityRules } from "./security.ts";
import { serverRules } from "./servers.ts";
import { tlsRules } from "./tls.ts";

/** Everything that is checked across options. */
export const rules: readonly Rule[] = [
  ...generalRules,
  ...deliveryRules,
  ...imageRules,
  ...serverRules,
  ...scalingRules,
  ...logRules,
  ...availabilityRules,
  ...environmentRules,
  ...requestRules,
  ...awsRules,
  ...backingRules,
  ...rdsRules,
  ...cloudNativePgRules,
  ...s3Rules,
  ...registryRules,
  ...externalSecretsRules,
  ...networkRules,
  ...monitoringRules,
  ...meshRules,
  ...secretRules,
  ...securityRules,
  ...tlsRules,
  ...platformRules,
  ...loginRules,
  ...gitopsRules,
];
