import { isProduction, type Rule, rule } from "./rule.ts";

/** The options that go with each backend of a section. */
const backendOptions = {
  database: {
    "in-cluster": ["image", "database", "username", "storage", "cpu", "memory"],
    existing: ["secretName", "sslMode", "port", "cidr"],
  },
  objectStore: {
    minio: ["image", "clientImage", "bucket", "region", "storage", "cpu", "memory"],
    existing: ["secretName", "port", "cidr"],
  },
  registry: {
    zookeeper: ["image", "members", "storage", "cpu", "memory"],
    jdbc: [],
    existing: ["secretName", "port", "cidr"],
  },
} as const;

type BackingSection = keyof typeof backendOptions;
const sections = ["database", "objectStore", "registry"] as const;

function optionsFitBackend(section: BackingSection): Rule {
  const backends: Readonly<Record<string, readonly string[]>> = backendOptions[section];
  const options = [...new Set(Object.values(backends).flat())];
  return {
    says: "Only options of the chosen backend are written: another's would be ignored in silence.",
    reads: ["class", `${section}.backend`],
    check: ({ settings, written }) => {
      const { backend } = settings[section];
      const own = backends[backend] ?? [];
      return options
        .filter((option) => written(`${section}.${option}`) && !own.includes(option))
        .map((option) => {
          const owners = Object.keys(backends).filter((name) => backends[name]?.includes(option));
          return {
            path: `${section}.${option}`,
            received: `${option} with backend ${backend}`,
            allowed: `with backend ${backend}: ${own.join(", ") || "no further option"}`,
            fix: `Remove it, or write backend: ${owners.join(" or ")}.`,
          };
        });
    },
  };
}

function existingNamesItsSecret(section: BackingSection): Rule {
  return rule(
    "Backend `existing` names its `secretName`.",
    ["class", `${section}.backend`, `${section}.secretName`],
    ({ settings }) => {
      const { backend, secretName } = settings[section];
      if (backend !== "existing" || secretName !== undefined) return undefined;
      return {
        path: `${section}.secretName`,
        received: "nothing",
        allowed: "the name of a Secret in the namespace, in the form of the Service Binding Specification",
        fix: `Make the Secret (docs/configuration.md lists its keys) and write ${section}: {backend: existing, secretName: ...}.`,
      };
    },
  );
}

const demoBackends = { database: "in-cluster", objectStore: "minio" } as const;

function productionUsesNoDemo(section: keyof typeof demoBackends): Rule {
  return rule(
    "Class prod uses neither `in-cluster` nor `minio`: they have neither replica nor backup.",
    ["class", `${section}.backend`],
    (facts) => {
      const { backend } = facts.settings[section];
      if (!isProduction(facts) || backend !== demoBackends[section]) return undefined;
      return {
        path: `${section}.backend`,
        received: JSON.stringify(backend),
        allowed: "existing in class prod: the other one has neither replica nor backup",
        fix: `Write ${section}: {backend: existing, secretName: ...}.`,
      };
    },
  );
}

const membersKeepMajority = rule(
  "A ZooKeeper has 1 member or an odd number from 3, and at least 3 in class prod: an even number stands no more losses than the odd one below it.",
  ["registry.members", "registry.backend", "class"],
  (facts) => {
    const { backend, members } = facts.settings.registry;
    if (backend !== "zookeeper") return undefined;
    const least = isProduction(facts) ? 3 : 1;
    if (members >= least && members % 2 === 1) return undefined;
    return {
      path: "registry.members",
      received: String(members),
      allowed: isProduction(facts) ? "an odd number from 3 in class prod" : "1, or an odd number from 3",
      fix: `Write members: ${Math.max(3, members + 1 - (members % 2))}.`,
    };
  },
);

const productionEncrypts = rule(
  "Class prod encrypts the connection to the database.",
  ["class", "database.backend", "database.sslMode"],
  (facts) => {
    const { backend, sslMode } = facts.settings.database;
    if (!isProduction(facts) || backend !== "existing" || sslMode !== "disable") return undefined;
    return {
      path: "database.sslMode",
      received: '"disable"',
      allowed: "require, verify-ca, verify-full in class prod",
      fix: "Write sslMode: require, or leave it out.",
    };
  },
);

export const backingRules: readonly Rule[] = [
  ...sections.flatMap((section) => [optionsFitBackend(section), existingNamesItsSecret(section)]),
  productionUsesNoDemo("database"),
  productionUsesNoDemo("objectStore"),
  membersKeepMajority,
  productionEncrypts,
];
