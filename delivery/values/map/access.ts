import { isRecord } from "../../../stacks/config/problems.ts";
import type { Chart, Convert, MapRow } from "../types.ts";
import { entry, group, is, item, left, none, option, portOf, readElsewhere } from "./rows.ts";
import { secretNames } from "./secret-names.ts";

const shown = [is("ingress.enabled", true)];
const ingressClass = "kubernetes.io/ingress.class";
const issuers = { "cert-manager.io/cluster-issuer": "ClusterIssuer", "cert-manager.io/issuer": "Issuer" } as const;

const issuerOf = (chart: Chart) =>
  Object.entries(issuers).flatMap(([annotation, scope]) => {
    const name = chart.at(`ingress.annotations.${annotation}`);
    return name === undefined ? [] : [{ kind: "existing", name, ...(scope === "Issuer" ? { scope } : {}) }];
  })[0];

/** Host and certificate together: class prod serves no plain HTTP. */
const host: Convert = (_, chart) => {
  if (!chart.on("ingress.enabled")) return {};
  const issuer = issuerOf(chart);
  const secured = chart.on("ingress.tls.enabled");
  const certificate = issuer
    ? [item("tls.issuer", issuer)]
    : [item("ingress.tlsSecretName", chart.at("ingress.tls.secretName"))];
  const items = [item("ingress.host", chart.at("ingress.host")), ...(secured ? certificate : [])];
  return { groups: [group("ingress.host", ...items)] };
};

const annotations: Convert = (leaves) => ({
  groups: leaves.flatMap(({ keys, path, value }) => {
    const key = keys.at(-1) ?? "";
    if (key in issuers || isRecord(value)) return [];
    if (key === ingressClass) return [group(path, ...className(value))];
    return [entry(path, ["ingress.annotations"], key, value)];
  }),
});

function className(value: unknown) {
  const controller = value === "nginx" ? [] : [item("ingress.controller", "other")];
  return [item("ingress.className", value), ...controller];
}

export const ingressRows: readonly MapRow[] = [
  { from: "ingress.host", to: "ingress.host, ingress.tlsSecretName", when: shown, convert: host, always: true },
  { from: "ingress.enabled", to: "ingress.host", convert: readElsewhere },
  { from: "ingress.tls", to: "ingress.tlsSecretName, tls.issuer", when: shown, convert: readElsewhere },
  {
    from: "ingress.annotations",
    to: "ingress.annotations, ingress.className, tls.issuer",
    when: shown,
    convert: annotations,
  },
  ...["className", "ingressClassName"].map(
    (name): MapRow => ({
      from: `ingress.${name}`,
      to: "ingress.className, ingress.controller",
      when: shown,
      convert: (leaves) => ({ groups: leaves.map(({ path, value }) => group(path, ...className(value))) }),
    }),
  ),
  none("ingress.path", "no counterpart", "It is /dolphinscheduler, which the application answers to.", ...shown),
];

const at = "security.authentication.ldap";
const ldap = [is("security.authentication.type", "LDAP")];

/** Together, because a directory without one of them signs nobody in. */
const directory: Convert = (_, chart) => {
  const url = chart.text(`${at}.urls`).replace(/\/$/, "");
  const port = portOf(url) ?? (url.startsWith("ldaps:") ? 636 : 389);
  const own = (name: string, value: string) =>
    chart.isSet(`${at}.user.${value}`) ? [item(`login.${name}`, chart.at(`${at}.user.${value}`))] : [];
  const action = "Narrow the address range in isolation.egress to that of the directory.";
  const together = group(
    "security.authentication.type",
    item("login.type", "ldap"),
    item("login.url", url),
    item("login.secretName", secretNames.login),
    item("login.baseDn", chart.at(`${at}.basedn`)),
    item("login.bindDn", chart.at(`${at}.username`)),
    item("login.admin", chart.at(`${at}.user.admin`)),
    ...own("identityAttribute", "identityattribute"),
    ...own("emailAttribute", "emailattribute"),
    item("login.unknownUsers", chart.text(`${at}.user.notexistaction`).toLowerCase()),
    ...(chart.on(`${at}.ssl.enable`) ? [item("login.trustStore", "secret")] : []),
    item("isolation.egress", [{ from: ["api"], cidr: "0.0.0.0/0", ports: [port] }]),
  );
  return { groups: [{ ...together, guess: left(`${at}.urls`, "assumed", action) }] };
};

const signIn: Convert = (leaves, chart) => {
  if (chart.text("security.authentication.type") === "LDAP") return directory(leaves, chart);
  return {
    left: leaves.map(({ path }) =>
      left(path, "another option", "login.type: casdoor, with its options and Secret (docs/secrets.md)."),
    ),
  };
};

export const loginRows: readonly MapRow[] = [
  { from: "security.authentication.type", to: "login, isolation.egress", convert: signIn },
  none(`${at}.password`, "a secret", `It goes into the Secret ${secretNames.login}.`, ...ldap),
  none(`${at}.ssl.jksbase64content`, "a secret", `The trust store goes into the Secret ${secretNames.login}.`, ...ldap),
  none(`${at}.ssl.truststorepassword`, "a secret", `It goes into the Secret ${secretNames.login}.`, ...ldap),
  none(`${at}.ssl.truststore`, "done here", "The trust store has a place of its own.", ...ldap),
  { from: at, to: "login", when: ldap, convert: readElsewhere },
  none("security", "no counterpart", "See login in docs/configuration.md."),
  {
    from: "ingress.controllerNamespace",
    to: "ingress.controllerNamespace",
    when: shown,
    convert: option("ingress.controllerNamespace"),
  },
];
