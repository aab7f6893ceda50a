import type { Settings } from "../schema.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

type Login = Settings["login"];

/** The options that go with each type, those that it cannot do without first. */
const typeOptions: Readonly<
  Record<Login["type"], { readonly needs: readonly (keyof Login)[]; readonly may: readonly (keyof Login)[] }>
> = {
  password: { needs: [], may: [] },
  ldap: {
    needs: ["url", "secretName", "baseDn", "bindDn", "admin"],
    may: ["secretVersion", "unknownUsers", "identityAttribute", "emailAttribute", "trustStore"],
  },
  casdoor: { needs: ["url", "secretName", "clientId", "organization", "application", "admin"], may: ["secretVersion"] },
  oidc: {
    needs: ["url", "secretName", "clientId"],
    may: ["secretVersion", "unknownUsers", "displayName", "userNameAttribute", "groupsClaim", "adminGroups"],
  },
};
const types = ["password", "ldap", "casdoor", "oidc"] as const;
const optionsOf = (type: Login["type"]) => [...typeOptions[type].needs, ...typeOptions[type].may];
const needed = [...new Set(types.flatMap((type) => typeOptions[type].needs))];
const all = [...new Set(types.flatMap(optionsOf))];

function typeHas(option: keyof Login): Rule {
  return rule(
    "A `login.type` has the options that it cannot do without.",
    ["login.type", `login.${option}`],
    ({ settings: { login } }) => {
      const { needs } = typeOptions[login.type];
      if (!needs.includes(option) || login[option] !== undefined) return undefined;
      return {
        path: `login.${option}`,
        received: "nothing",
        allowed: `with type ${login.type}: ${needs.join(", ")}`,
        fix: `Write login: {type: ${login.type}, ${option}: ...}; docs/configuration.md says what it is.`,
      };
    },
  );
}

const optionsFitType: Rule = {
  says: "Only options of the chosen `login.type` are written: another's would be ignored in silence.",
  reads: ["login.type"],
  check: ({ settings: { login }, written }) => {
    const own = optionsOf(login.type);
    return all
      .filter((option) => written(`login.${option}`) && !own.includes(option))
      .map((option) => ({
        path: `login.${option}`,
        received: `${option} with type ${login.type}`,
        allowed: `with type ${login.type}: ${own.join(", ") || "no further option"}`,
        fix: `Remove it, or write type: ${types.filter((type) => optionsOf(type).includes(option)).join(" or ")}.`,
      }));
  },
};

const versionHasIt = rule(
  "The application version has the `login.type`.",
  ["login.type", "version"],
  ({ settings: { login }, version }) => {
    if (version.logins.includes(login.type)) return undefined;
    return {
      path: "login.type",
      received: `${login.type} with version ${version.version}`,
      allowed: `with version ${version.version}: ${version.logins.join(", ")}`,
      fix: "Write one of them, or a version that has it: 3.4.0 and later have oidc.",
    };
  },
);

const addressFits = rule(
  "`login.url` is ldaps:// (or ldap://) of a directory and https:// (or http://) of the others.",
  ["login.type", "login.url"],
  ({ settings: { login } }) => {
    if (login.url === undefined || login.type === "password") return undefined;
    const wanted = login.type === "ldap" ? "ldap" : "http";
    if (login.url.startsWith(wanted)) return undefined;
    return {
      path: "login.url",
      received: `${login.url.split(":")[0]}:// with type ${login.type}`,
      allowed: `${wanted}s:// with type ${login.type}`,
      fix: `Write for example url: ${wanted}s://${wanted === "ldap" ? "ldap.example.com:636" : "login.example.com"}.`,
    };
  },
);

const productionHidesPasswords = rule(
  "Class prod sends no password in the clear: `login.url` is ldaps:// or https://.",
  ["class", "login.type", "login.url"],
  (facts) => {
    const { type, url } = facts.settings.login;
    if (!isProduction(facts) || type === "password" || url === undefined || !/^(ldap|http):/.test(url))
      return undefined;
    return {
      path: "login.url",
      received: `${url.split(":")[0]}://`,
      allowed: "ldaps:// or https:// in class prod: passwords pass there",
      fix: `Write url: ${url.replace(/^(ldap|http):/, "$1s:")} with the port for TLS.`,
    };
  },
);

const redirectHasHost = rule(
  "Types casdoor and oidc lead back to `ingress.host`.",
  ["login.type", "ingress.host"],
  ({ settings: { ingress, login } }) => {
    if ((login.type !== "casdoor" && login.type !== "oidc") || ingress.host !== undefined) return undefined;
    return {
      path: "login.type",
      received: `${login.type}, and no ingress.host`,
      allowed: "a host that browsers are led back to",
      fix: "Write for example ingress: {host: dolphin.example.com}.",
    };
  },
);

const serversReachIt = rule(
  "Where network policies deny, `isolation.egress` lets the API servers reach the port of `login.url`.",
  ["login.type", "login.url", "isolation.egress", "isolation.networkPolicies"],
  ({ settings: { isolation, login } }) => {
    if (login.url === undefined || login.type === "password" || isolation.networkPolicies.mode === "off")
      return undefined;
    const port = loginPort(login.url);
    if (isolation.egress.some(({ from, ports }) => from.includes("api") && ports.includes(port))) return undefined;
    return {
      path: "isolation.egress",
      received: `nothing from api to port ${port}`,
      allowed: `an entry from api to port ${port}, where login.url is`,
      fix: `Add {from: [api], cidr: <its address range>, ports: [${port}]}.`,
    };
  },
);

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, ldap: 389, ldaps: 636 };

function loginPort(url: string): number {
  const [, scheme = "", port] = /^(\w+):\/\/[^:/]+(?::(\d+))?/.exec(url) ?? [];
  return port === undefined ? (defaultPorts[scheme] ?? 443) : Number(port);
}

export const loginRules: readonly Rule[] = [
  ...needed.map(typeHas),
  optionsFitType,
  versionHasIt,
  addressFits,
  productionHidesPasswords,
  redirectHasHost,
  serversReachIt,
];
