import type { LoginSpec } from "../../components/scheduler/types.ts";
import type { Settings } from "./schema.ts";

/** The login that the settings amount to. They must have passed the rules, which see to it that nothing is missing. */
export function login({ ingress, login: it, tls }: Settings): LoginSpec {
  const outside = { revision: String(it.secretVersion), secretName: it.secretName ?? "", url: it.url ?? "" };
  const { admin = "", clientId = "" } = it;
  switch (it.type) {
    case "password":
      return { type: it.type };
    case "ldap": {
      const { baseDn = "", bindDn = "", emailAttribute, identityAttribute, trustStore, type, unknownUsers } = it;
      return { ...outside, admin, baseDn, bindDn, emailAttribute, identityAttribute, trustStore, type, unknownUsers };
    }
    case "casdoor": {
      const { application = "", organization = "", type } = it;
      // Where the user interface takes the answer of the single sign-on.
      const scheme = tls.issuer === undefined && ingress.tlsSecretName === undefined ? "http" : "https";
      const redirectUrl = `${scheme}://${ingress.host}/dolphinscheduler/ui/login`;
      return { ...outside, admin, application, clientId, organization, redirectUrl, type };
    }
    case "oidc": {
      const { adminGroups, displayName, groupsClaim, type, unknownUsers, userNameAttribute } = it;
      return { ...outside, adminGroups, clientId, displayName, groupsClaim, type, unknownUsers, userNameAttribute };
    }
  }
}
