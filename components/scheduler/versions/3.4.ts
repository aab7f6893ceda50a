import { version33 } from "./3.3.ts";
import type { ApplicationVersion } from "./types.ts";

/**
 * 3.4.x: no fact about its images says that 3.3's layout changed, so they are taken to be alike, own images included.
 * 3.4.2 is the first version without the authorization weaknesses of 2026.
 */
export function version34(version: string): ApplicationVersion {
  // OpenID Connect came with apache/dolphinscheduler#17340.
  return { ...version33(version), logins: ["password", "ldap", "casdoor", "oidc"] };
}
