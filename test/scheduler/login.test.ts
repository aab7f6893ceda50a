import { harden } from "../../components/scheduler/harden/index.ts";
import { trustStoreFile } from "../../components/scheduler/login.ts";
import { type LoginSpec, type SchedulerSpec, serverNames } from "../../components/scheduler/types.ts";
import { validate } from "../../components/scheduler/validate.ts";
import { container, pod, variables } from "./hardened.ts";
import { templateOf, variablesOf } from "./read.ts";
import { deployment, workload } from "./rendered.ts";
import { spec } from "./spec.ts";

const outside = { revision: "1", secretName: "dolphin-login" };
const ldap: LoginSpec = {
  ...outside,
  admin: "alice",
  baseDn: "ou=people,dc=example,dc=com",
  bindDn: "cn=search,dc=example,dc=com",
  emailAttribute: "mail",
  identityAttribute: "uid",
  trustStore: "jvm",
  type: "ldap",
  unknownUsers: "deny",
  url: "ldaps://ldap.example.com:636",
};
const casdoor: LoginSpec = {
  ...outside,
  admin: "alice",
  application: "dolphin",
  clientId: "dolphin-client",
  organization: "example",
  redirectUrl: "https://dolphin.example.com/dolphinscheduler/ui/login",
  type: "casdoor",
  url: "https://login.example.com",
};
const oidc: LoginSpec = {
  ...outside,
  adminGroups: ["admins", "platform"],
  clientId: "dolphin-client",
  displayName: "Company account",
  groupsClaim: "groups",
  type: "oidc",
  unknownUsers: "create",
  url: "https://login.example.com/realms/x",
  userNameAttribute: "preferred_username",
};
const withLogin = (login: LoginSpec, version = "3.4.2"): SchedulerSpec => ({ ...spec, login, version });
const secret = (key: string) => ({ secretKeyRef: { key, name: "dolphin-login" } });

test("a directory is searched with a password that only the Secret holds", () => {
  expect(variables("api", withLogin(ldap))).toMatchObject({
    SECURITY_AUTHENTICATION_LDAP_BASE_DN: "ou=people,dc=example,dc=com",
    SECURITY_AUTHENTICATION_LDAP_PASSWORD: secret("password"),
    SECURITY_AUTHENTICATION_LDAP_SSL_ENABLE: "false",
    SECURITY_AUTHENTICATION_LDAP_URLS: "ldaps://ldap.example.com:636",
    SECURITY_AUTHENTICATION_LDAP_USERNAME: "cn=search,dc=example,dc=com",
    SECURITY_AUTHENTICATION_LDAP_USER_ADMIN: "alice",
    SECURITY_AUTHENTICATION_LDAP_USER_NOT_EXIST_ACTION: "DENY",
    SECURITY_AUTHENTICATION_TYPE: "LDAP",
  });
});

test("a password that the chart rendered in plain text gives way to the reference", () => {
  const rendered = JSON.parse(
    JSON.stringify(deployment("api")).replace(
      '"env":[',
      '"env":[{"name":"SECURITY_AUTHENTICATION_LDAP_PASSWORD","value":"in-plain-text"},',
    ),
  );
  const hardened = harden(rendered, withLogin(ldap));
  expect(variablesOf(hardened)["SECURITY_AUTHENTICATION_LDAP_PASSWORD"]).toEqual(secret("password"));
  expect(JSON.stringify(hardened)).not.toContain("in-plain-text");
});

test("a private directory's trust store is mounted from the Secret, its password a reference", () => {
  const of = withLogin({ ...ldap, trustStore: "secret" });
  expect(variables("api", of)).toMatchObject({
    SECURITY_AUTHENTICATION_LDAP_SSL_ENABLE: "true",
    SECURITY_AUTHENTICATION_LDAP_SSL_TRUST_STORE: `${trustStoreFile.folder}/${trustStoreFile.key}`,
    SECURITY_AUTHENTICATION_LDAP_SSL_TRUST_STORE_PASSWORD: secret("trust-store-password"),
  });
  const { folder: mountPath, key, volume: name } = trustStoreFile;
  expect(container("api", of)["volumeMounts"]).toContainEqual({ mountPath, name, readOnly: true });
  expect(pod("api", of)["volumes"]).toContainEqual({
    name,
    secret: { defaultMode: 0o440, items: [{ key, path: key }], secretName: "dolphin-login" },
  });
});

test("Casdoor's client is known by name, its secret and certificate by reference", () => {
  expect(variables("api", withLogin(casdoor))).toMatchObject({
    CASDOOR_APPLICATION_NAME: "dolphin",
    CASDOOR_CERTIFICATE: secret("certificate"),
    CASDOOR_CLIENT_ID: "dolphin-client",
    CASDOOR_CLIENT_SECRET: secret("client-secret"),
    CASDOOR_ENDPOINT: "https://login.example.com",
    CASDOOR_ORGANIZATION_NAME: "example",
    CASDOOR_REDIRECT_URL: "https://dolphin.example.com/dolphinscheduler/ui/login",
    SECURITY_AUTHENTICATION_CASDOOR_USER_ADMIN: "alice",
    SECURITY_AUTHENTICATION_TYPE: "CASDOOR_SSO",
  });
});

test("a provider of OpenID Connect is one provider, whose groups make administrators", () => {
  expect(variables("api", withLogin(oidc))).toMatchObject({
    SECURITY_AUTHENTICATION_OIDC_ENABLE: "true",
    SECURITY_AUTHENTICATION_OIDC_PROVIDERS_SSO_CLIENT_ID: "dolphin-client",
    SECURITY_AUTHENTICATION_OIDC_PROVIDERS_SSO_CLIENT_SECRET: secret("client-secret"),
    SECURITY_AUTHENTICATION_OIDC_PROVIDERS_SSO_ISSUER_URI: "https://login.example.com/realms/x",
    SECURITY_AUTHENTICATION_OIDC_USER_ADMIN_GROUP_MAPPING: "admins,platform",
    SECURITY_AUTHENTICATION_OIDC_USER_AUTO_CREATE: "true",
    SECURITY_AUTHENTICATION_TYPE: "OIDC",
  });
});

test.each([ldap, casdoor, oidc])("only the API servers know of $type", (login) => {
  for (const server of serverNames.filter((name) => name !== "api")) {
    expect(JSON.stringify(harden(workload(server), withLogin(login)))).not.toMatch(/dolphin-login|CASDOOR|OIDC/);
  }
});

test("another version of the Secret restarts the API servers and no others", () => {
  const first = withLogin(ldap);
  const second = withLogin({ ...ldap, revision: "2" });
  const restarted = serverNames.filter(
    (server) => JSON.stringify(harden(workload(server), first)) !== JSON.stringify(harden(workload(server), second)),
  );
  expect(restarted).toEqual(["api"]);
  expect(templateOf(harden(workload("api"), second))["metadata"]).toMatchObject({
    annotations: { "dolphinpod.io/login": "2" },
  });
});

test("a login that the version lacks is refused", () => {
  expect(validate(withLogin(oidc, "3.2.2"))).toEqual([
    {
      propertyPath: "spec.login.type",
      reason: "3.2.2 knows no login by oidc; allowed are password, ldap, casdoor.",
    },
  ]);
  expect(validate(withLogin(oidc))).toEqual([]);
});
