import { fromSecret } from "../binding/workload.ts";
import type { Identity } from "../kubernetes/labels.ts";
import { type SchedulerSpec, toolsAccountName, toolsIdentity, toolsJob } from "../scheduler/index.ts";
import { passwordScript, scriptVariables } from "./password.ts";
import type { AdminSpec } from "./types.ts";

const component = "admin";

/** Identity of the Job that sets the administrator's password; network policies let it reach the database. */
export const adminIdentity = (instance: string): Identity => toolsIdentity(instance, component);

export const adminAccountName = (instance: string): string => toolsAccountName(instance, component);

export const adminSecretName = (instance: string): string => `${instance}-admin`;

/** Another version of the password, of the application or of the database's credentials is another Job. */
export function adminJob(scheduler: SchedulerSpec, { passwordVersion }: AdminSpec) {
  return toolsJob(scheduler, {
    annotations: { "dolphinpod.io/admin-password": String(passwordVersion) },
    component,
    script: passwordScript,
    variables: [
      fromSecret("ADMIN_PASSWORD", adminSecretName(scheduler.name), "password"),
      ...Object.entries(scriptVariables).map(([name, value]) => ({ name, value })),
    ],
  });
}
