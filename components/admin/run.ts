import { fromSecret } from "../binding/workload.ts";
import type { Identity } from "../kubernetes/labels.ts";
import { type ToolsRun, toolsIdentity } from "../scheduler/index.ts";
import { adminSecretName } from "./names.ts";
import { passwordScript, scriptVariables } from "./password.ts";
import type { AdminSpec } from "./types.ts";

const component = "admin";

export const adminIdentity = (instance: string): Identity => toolsIdentity(instance, component);

/** What sets the administrator's password once the tables exist. Another version of the password is another run. */
export function adminRun(instance: string, spec: AdminSpec): ToolsRun {
  const { passwordVersion } = spec;
  return {
    annotations: { "dolphinpod.io/admin-password": String(passwordVersion) },
    component,
    script: passwordScript,
    variables: [
      fromSecret("ADMIN_PASSWORD", adminSecretName(instance, spec), "password"),
      ...Object.entries(scriptVariables).map(([name, value]) => ({ name, value })),
    ],
  };
}
