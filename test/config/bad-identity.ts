import { type BadInput, bad, dev, prod } from "./base.ts";

const host = { host: "d.example.com" };
const acme = { kind: "acme-http" };
const zone = {
  hostedZoneId: "Z2ABCDEF1GHIJK",
  kind: "acme-dns-route53",
  region: "eu-central-1",
  role: "arn:aws:iam::123456789012:role/certificates",
};
const egress = (port: number) => ({ egress: [{ cidr: "10.4.0.0/24", from: ["api"], ports: [port] }] });
const ldap = {
  admin: "alice",
  baseDn: "ou=people,dc=example,dc=com",
  bindDn: "cn=search,dc=example,dc=com",
  secretName: "dolphin-login",
  type: "ldap",
  url: "ldaps://ldap.example.com:636",
};
const casdoor = {
  admin: "alice",
  application: "dolphin",
  clientId: "dolphin",
  organization: "example",
  secretName: "dolphin-login",
  type: "casdoor",
  url: "https://login.example.com",
};
const newest = { ...dev, image: { registry: "registry.example.com/ds" }, version: "3.4.2" };
const oidc = {
  clientId: "dolphin",
  secretName: "dolphin-login",
  type: "oidc",
  url: "https://login.example.com/realms/x",
};

/** What the bad inputs are made from: right as it stands. */
export const goodIdentity: [string, Record<string, unknown>][] = [
  ["a directory", { ...dev, isolation: egress(636), login: ldap }],
  ["Casdoor", { ...dev, ingress: host, isolation: egress(443), login: casdoor }],
  ["OpenID Connect where the version has it", { ...newest, ingress: host, isolation: egress(443), login: oidc }],
  ["a certificate in production", { ...prod, ingress: host, tls: { issuer: acme } }],
  ["a certificate by Route 53", { ...prod, ingress: host, tls: { issuer: zone } }],
  [
    "a certificate by an issuer that is there",
    { ...prod, ingress: host, tls: { issuer: { kind: "existing", name: "ca" } } },
  ],
  ["encryption as older YAML reads on", { ...dev, security: { datasourceEncryption: true } }],
];

export const badIdentity: readonly BadInput[] = [
  bad(
    "a version of the password in words",
    { ...dev, security: { adminPasswordVersion: "two" } },
    "security.adminPasswordVersion",
    /adminPasswordVersion: 2/,
  ),
  bad(
    "version 0 of the password",
    { ...dev, security: { adminPasswordVersion: 0 } },
    "security.adminPasswordVersion",
    /adminPasswordVersion: 2/,
  ),
  bad(
    "the administrator's password",
    { ...dev, security: { adminPassword: "x" } },
    "security.adminPassword",
    /No secret belongs/,
  ),
  bad(
    "encryption that is neither on nor off",
    { ...dev, security: { datasourceEncryption: "aes" } },
    "security.datasourceEncryption",
    /datasourceEncryption: "on"/,
  ),
  bad(
    "a salt that nobody reads",
    { ...dev, security: { datasourceEncryption: "off", saltSecretName: "old" } },
    "security.saltSecretName",
    /datasourceEncryption: on/,
  ),
  bad(
    "a salt as a text",
    { ...dev, security: { saltSecretName: "!@#$%^&*" } },
    "security.saltSecretName",
    /saltSecretName:/,
  ),
  bad(
    "the salt in a variable",
    { ...dev, api: { env: { DATASOURCE_ENCRYPTION_SALT: "x" } } },
    "api.env.DATASOURCE_ENCRYPTION_SALT",
    /the security section/,
  ),
  bad(
    "a login in a variable",
    { ...dev, api: { env: { SECURITY_AUTHENTICATION_TYPE: "LDAP" } } },
    "api.env.SECURITY_AUTHENTICATION_TYPE",
    /the login section/,
  ),
  bad(
    "version 0 of the database's password",
    { ...dev, database: { passwordVersion: 0 } },
    "database.passwordVersion",
    /passwordVersion: 2/,
  ),
  bad(
    "half a version of the keys",
    { ...dev, objectStore: { keyVersion: 1.5 } },
    "objectStore.keyVersion",
    /keyVersion: 2/,
  ),

  bad(
    "an issuer that does not exist",
    { ...dev, ingress: host, tls: { issuer: { kind: "letsencrypt" } } },
    "tls.issuer.kind",
    /acme-http/,
  ),
  bad("an issuer without a kind", { ...dev, ingress: host, tls: { issuer: {} } }, "tls.issuer.kind", /acme-http/),
  bad("an issuer that is only a name", { ...dev, ingress: host, tls: { issuer: "letsencrypt" } }, "tls.issuer", /kind/),
  bad("a certificate for no host", { ...dev, tls: { issuer: acme } }, "tls.issuer", /ingress: \{host/),
  bad(
    "two certificates for one host",
    { ...prod, ingress: { ...host, tlsSecretName: "own" }, tls: { issuer: acme } },
    "ingress.tlsSecretName",
    /Remove ingress\.tlsSecretName/,
  ),
  bad(
    "production with a certificate that no browser trusts",
    {
      ...prod,
      ingress: host,
      tls: { issuer: { ...acme, server: "https://acme-staging-v02.api.letsencrypt.org/directory" } },
    },
    "tls.issuer.server",
    /Leave server out/,
  ),
  bad(
    "an authority over plain HTTP",
    { ...dev, ingress: host, tls: { issuer: { ...acme, server: "http://ca.example.com/acme" } } },
    "tls.issuer.server",
    /https:/,
  ),
  bad(
    "no e-mail address",
    { ...dev, ingress: host, tls: { issuer: { ...acme, email: "platform" } } },
    "tls.issuer.email",
    /platform@example\.com/,
  ),
  bad(
    "a zone by its name",
    { ...dev, ingress: host, tls: { issuer: { ...zone, hostedZoneId: "example.com" } } },
    "tls.issuer.hostedZoneId",
    /Z2ABCDEF/,
  ),
  bad(
    "a role by its name",
    { ...dev, ingress: host, tls: { issuer: { ...zone, role: "certificates" } } },
    "tls.issuer.role",
    /arn:aws:iam/,
  ),
  bad(
    "a zone without a region",
    { ...dev, ingress: host, tls: { issuer: { ...zone, region: undefined } } },
    "tls.issuer.region",
    /eu-central-1/,
  ),
  bad(
    "an issuer that is there and speaks ACME",
    { ...dev, ingress: host, tls: { issuer: { kind: "existing", name: "ca", email: "a@example.com" } } },
    "tls.issuer.email",
    /does not go with/,
  ),
  bad(
    "cert-manager for nobody",
    { ...dev, platform: { certManager: "install" } },
    "platform.certManager",
    /tls section/,
  ),
  bad(
    "cert-manager as older YAML reads yes",
    { ...dev, platform: { certManager: true } },
    "platform.certManager",
    /certManager: "present"/,
  ),
  bad(
    "a controller that does not exist",
    { ...dev, ingress: { ...host, controller: "ngnix" } },
    "ingress.controller",
    /Did you mean "nginx"/,
  ),

  bad("a login that does not exist", { ...dev, login: { type: "saml" } }, "login.type", /"ldap"/),
  bad(
    "a login that the version lacks",
    { ...dev, ingress: host, isolation: egress(443), login: oidc },
    "login.type",
    /3\.4\.0/,
  ),
  bad(
    "a directory without a Secret",
    { ...dev, isolation: egress(636), login: { ...ldap, secretName: undefined } },
    "login.secretName",
    /docs\/configuration\.md/,
  ),
  bad(
    "a directory's password",
    { ...dev, isolation: egress(636), login: { ...ldap, password: "x" } },
    "login.password",
    /No secret belongs/,
  ),
  bad(
    "an option of another login",
    { ...dev, isolation: egress(636), login: { ...ldap, clientId: "x" } },
    "login.clientId",
    /type: casdoor or oidc/,
  ),
  bad(
    "a directory for the application's own users",
    { ...dev, login: { baseDn: "dc=example,dc=com" } },
    "login.baseDn",
    /type: ldap/,
  ),
  bad(
    "a directory over HTTPS",
    { ...dev, isolation: egress(443), login: { ...ldap, url: "https://ldap.example.com" } },
    "login.url",
    /ldaps:/,
  ),
  bad(
    "a directory's host name alone",
    { ...dev, isolation: egress(636), login: { ...ldap, url: "ldap.example.com" } },
    "login.url",
    /ldaps:\/\//,
  ),
  bad(
    "production that signs in over the open wire",
    { ...prod, isolation: egress(389), login: { ...ldap, url: "ldap://ldap.example.com" } },
    "login.url",
    /ldaps:\/\/ldap\.example\.com/,
  ),
  bad("a directory that nobody can reach", { ...dev, login: ldap }, "isolation.egress", /ports: \[636\]/),
  bad(
    "a directory that only workers can reach",
    { ...dev, isolation: { egress: [{ cidr: "10.4.0.0/24", from: ["worker"], ports: [636] }] }, login: ldap },
    "isolation.egress",
    /from: \[api\]/,
  ),
  bad(
    "a single sign-on that leads nowhere",
    { ...dev, isolation: egress(443), login: casdoor },
    "login.type",
    /ingress: \{host/,
  ),
  bad(
    "a base that is no distinguished name",
    { ...dev, isolation: egress(636), login: { ...ldap, baseDn: "example.com" } },
    "login.baseDn",
    /ou=people/,
  ),
  bad(
    "a group with a comma",
    { ...newest, ingress: host, isolation: egress(443), login: { ...oidc, adminGroups: ["a,b"] } },
    "login.adminGroups.0",
    /dolphinscheduler-admins/,
  ),
];
