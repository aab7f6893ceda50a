import { fromSecret } from "../binding/workload.ts";
import type { Identity } from "../kubernetes/labels.ts";
import { type ToolsRun, toolsIdentity } from "../scheduler/index.ts";
import { passwordScript, scriptVariables } from "./password.ts";
import type { AdminSpec } from "./types.ts";

const component = "admin";

export const adminIdentity = (instance: string): Identity => toolsIdentity(instance, component);

export const adminSecretName = (instance: string): string => `${instance}-admin`;

/** What sets the administrator's password once the tables exist. Another version of the password is another run. */
export function adminRun(instance: string, { passwordVersion }: AdminSpec): ToolsRun {
  return {
    annotations: { "dolphinpod.io/admin-password": String(passwordVersion) },
    component,
    script: passwordScript,
    variables: [
      fromSecret("ADMIN_PASSWORD", adminSecretName(instance), "password"),
      ...Object.entries(scriptVariables).map(([name, value]) => ({ name, value })),
    ],
  };
}
