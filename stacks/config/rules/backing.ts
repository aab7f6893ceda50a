import { certificatesIn } from "../../../components/database/certificates.ts";
import { describe } from "../problems.ts";
import { cloudNativePgOptions } from "../sections/cloudnative-pg.ts";
import { rdsOptions } from "../sections/rds.ts";
import { s3Options } from "../sections/s3.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

/** Options of a registry that is made here. */
const memberOptions = ["members", "storage", "cpu", "memory", "access", "certificateVersion"];

/** The options that go with each backend of a section. */
const backendOptions = {
  database: {
    "in-cluster": ["image", "exporterImage", "database", "username", "passwordVersion", "storage", "cpu", "memory"],
    rds: ["database", "username", "storage", "cidr", "caBundle", "maxConnections", ...Object.keys(rdsOptions)],
    "cloudnative-pg": [
      ...["database", "username", "passwordVersion", "storage", "cpu", "memory", "backupDays"],
      ...Object.keys(cloudNativePgOptions),
    ],
    existing: ["secretName", "passwordVersion", "sslMode", "caBundle", "port", "cidr", "maxConnections"],
  },
  objectStore: {
    minio: ["image", "clientImage", "bucket", "region", "keyVersion", "storage", "cpu", "memory"],
    s3: ["bucket", "keyVersion", "cidr", ...Object.keys(s3Options)],
    existing: ["secretName", "keyVersion", "port", "cidr"],
  },
  registry: {
    zookeeper: ["image", ...memberOptions],
    etcd: ["etcdImage", "snapshots", "snapshotTime", ...memberOptions],
    jdbc: [],
    existing: ["kind", "access", "secretName", "port", "cidr"],
  },
};

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

const demoBackends = {
  database: { demo: "in-cluster", instead: "rds", others: "rds, cloudnative-pg" },
  objectStore: { demo: "minio", instead: "s3", others: "s3" },
};

function productionUsesNoDemo(section: keyof typeof demoBackends): Rule {
  return rule(
    "Class prod uses neither `in-cluster` nor `minio`: they have neither replica nor backup.",
    ["class", `${section}.backend`],
    (facts) => {
      const { backend } = facts.settings[section];
      const { demo, instead, others } = demoBackends[section];
      if (!isProduction(facts) || backend !== demo) return undefined;
      return {
        path: `${section}.backend`,
        received: JSON.stringify(backend),
        allowed: `${others} or existing in class prod: ${demo} has neither replica nor backup`,
        fix: `Remove it for ${instead}, or write ${section}: {backend: existing, secretName: ...}.`,
      };
    },
  );
}

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

const verificationHasCertificates = rule(
  "`database.caBundle` and `sslMode: verify-ca` or `verify-full` go together: there is nothing to verify with, or nobody who does.",
  ["database.backend", "database.sslMode", "database.caBundle", "class"],
  ({ settings: { database } }) => {
    const { backend, caBundle, sslMode } = database;
    if (backend !== "existing" || sslMode.startsWith("verify-") === (caBundle !== undefined)) return undefined;
    if (caBundle !== undefined) {
      return {
        path: "database.caBundle",
        received: `certificates with sslMode ${sslMode}, which looks at none`,
        allowed: "certificates with sslMode verify-ca or verify-full",
        fix: "Write sslMode: verify-full.",
      };
    }
    return {
      path: "database.caBundle",
      received: "nothing",
      allowed: `certificates in PEM form, which ${sslMode} compares the server's with`,
      fix: "Write for example caBundle: {configMap: database-ca}, or sslMode: require.",
    };
  },
);

const certificatesCanBeRead = rule(
  "`database.caBundle.file` is a file of certificates in PEM form, and of no key.",
  ["database.backend", "database.caBundle"],
  ({ settings: { database } }) => {
    const file = database.caBundle?.file;
    if (file === undefined || !/^(rds|existing)$/.test(database.backend)) return undefined;
    const found = certificatesIn(file);
    if ("text" in found) return undefined;
    const path = "database.caBundle.file";
    return {
      path,
      received: `${describe(path.split("."), file)}, which ${found.problem}`,
      allowed: "the path of a file of certificates in PEM form, from the project's folder",
      fix: "Mend the path, or download the file again; docs/production.md tells where that of Amazon RDS is.",
    };
  },
);

export const backingRules: readonly Rule[] = [
  ...sections.flatMap((section) => [optionsFitBackend(section), existingNamesItsSecret(section)]),
  productionUsesNoDemo("database"),
  productionUsesNoDemo("objectStore"),
  productionEncrypts,
  verificationHasCertificates,
  certificatesCanBeRead,
];
