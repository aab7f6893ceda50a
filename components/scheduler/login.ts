import { fromSecret } from "../binding/workload.ts";
import type { LoginSpec } from "./types.ts";
import type { Variable } from "./variable.ts";

type Ldap = Extract<LoginSpec, { type: "ldap" }>;
type Casdoor = Extract<LoginSpec, { type: "casdoor" }>;
type Oidc = Extract<LoginSpec, { type: "oidc" }>;

/** Where the trust store of a private directory is mounted in the API servers. */
export const trustStoreFile = {
  folder: "/etc/dolphinpod/login",
  key: "trust-store",
  volume: "login-trust-store",
} as const;

/** The one OIDC provider's id, in variables and in the redirect address `/login/oauth2/code/sso`. */
const provider = "SSO";

/**
 * Variables of the API servers that say who may sign in (`security.authentication` and `casdoor` of their
 * application.yaml). The chart has values for LDAP, which it would render in plain text, its password among them.
 */
export function loginVariables(login: LoginSpec): Variable[] {
  switch (login.type) {
    case "password":
      return [];
    case "ldap":
      return [...plain("SECURITY_AUTHENTICATION", ldap(login)), ...ldapSecrets(login)];
    case "casdoor":
      return [...plain("CASDOOR", casdoor(login)), ...casdoorSecrets(login)];
    case "oidc":
      return [...plain("SECURITY_AUTHENTICATION", oidc(login)), ...oidcSecrets(login)];
  }
}

function ldap(login: Ldap): Record<string, string> {
  const trustStore = `${trustStoreFile.folder}/${trustStoreFile.key}`;
  return {
    LDAP_BASE_DN: login.baseDn,
    LDAP_SSL_ENABLE: String(login.trustStore === "secret"),
    ...(login.trustStore === "secret" ? { LDAP_SSL_TRUST_STORE: trustStore } : {}),
    LDAP_URLS: login.url,
    LDAP_USERNAME: login.bindDn,
    LDAP_USER_ADMIN: login.admin,
    LDAP_USER_EMAIL_ATTRIBUTE: login.emailAttribute,
    LDAP_USER_IDENTITY_ATTRIBUTE: login.identityAttribute,
    LDAP_USER_NOT_EXIST_ACTION: login.unknownUsers === "create" ? "CREATE" : "DENY",
    TYPE: "LDAP",
  };
}

function ldapSecrets({ secretName, trustStore }: Ldap): Variable[] {
  return [
    fromSecret("SECURITY_AUTHENTICATION_LDAP_PASSWORD", secretName, "password"),
    ...(trustStore === "secret"
      ? [fromSecret("SECURITY_AUTHENTICATION_LDAP_SSL_TRUST_STORE_PASSWORD", secretName, "trust-store-password")]
      : []),
  ];
}

function casdoor(login: Casdoor): Record<string, string> {
  return {
    APPLICATION_NAME: login.application,
    CLIENT_ID: login.clientId,
    ENDPOINT: login.url,
    ORGANIZATION_NAME: login.organization,
    REDIRECT_URL: login.redirectUrl,
  };
}

function casdoorSecrets({ admin, secretName }: Casdoor): Variable[] {
  return [
    ...plain("SECURITY_AUTHENTICATION", { CASDOOR_USER_ADMIN: admin, TYPE: "CASDOOR_SSO" }),
    fromSecret("CASDOOR_CERTIFICATE", secretName, "certificate"),
    fromSecret("CASDOOR_CLIENT_SECRET", secretName, "client-secret"),
  ];
}

function oidc(login: Oidc): Record<string, string> {
  return {
    OIDC_ENABLE: "true",
    [`OIDC_PROVIDERS_${provider}_CLIENT_ID`]: login.clientId,
    [`OIDC_PROVIDERS_${provider}_DISPLAY_NAME`]: login.displayName,
    [`OIDC_PROVIDERS_${provider}_GROUPS_CLAIM`]: login.groupsClaim,
    [`OIDC_PROVIDERS_${provider}_ISSUER_URI`]: login.url,
    [`OIDC_PROVIDERS_${provider}_USER_NAME_ATTRIBUTE`]: login.userNameAttribute,
    OIDC_USER_ADMIN_GROUP_MAPPING: login.adminGroups.join(","),
    OIDC_USER_AUTO_CREATE: String(login.unknownUsers === "create"),
    TYPE: "OIDC",
  };
}

function oidcSecrets({ secretName }: Oidc): Variable[] {
  return [fromSecret(`SECURITY_AUTHENTICATION_OIDC_PROVIDERS_${provider}_CLIENT_SECRET`, secretName, "client-secret")];
}

const plain = (prefix: string, values: Record<string, string>): Variable[] =>
  Object.entries(values).map(([name, value]) => ({ name: `${prefix}_${name}`, value }));
