import type { Convert, MapRow } from "../types.ts";
import { resources } from "./resources.ts";
import { group, is, item, left, none, option, readElsewhere, volume } from "./rows.ts";
import { secretNames } from "./secret-names.ts";

const bundled = [is("postgresql.enabled", true)];
const bundledClaim = [...bundled, is("postgresql.persistence.enabled", true)];
const external = [
  is("postgresql.enabled", false),
  is("mysql.enabled", false),
  is("externalDatabase.type", "postgresql"),
];

const claim: Convert = (leaves, chart) => {
  const at = "postgresql.persistence";
  const size = volume(chart.at(`${at}.size`), chart.text(`${at}.storageClass`));
  return { groups: leaves.slice(0, 1).map(({ path }) => group(path, item("database.storage", size))) };
};

const existing: Convert = ([leaf]) => ({
  groups: [
    group(
      leaf?.path ?? "externalDatabase",
      item("database.backend", "existing"),
      item("database.secretName", secretNames.database),
    ),
  ],
});

/** pgjdbc takes these for "with TLS, if the server has it"; there is no such thing here. */
const vague = ["allow", "prefer"];
const harmless = /^(characterEncoding|useUnicode|sslmode|ssl)$/;

const parameters: Convert = ([leaf]) => {
  if (leaf === undefined) return {};
  const given = new URLSearchParams(String(leaf.value));
  const mode = given.get("sslmode");
  const others = [...given.keys()].filter((key) => !harmless.test(key));
  const unsure = mode !== null && vague.includes(mode);
  return {
    groups: mode === null || unsure ? [] : [group(leaf.path, item("database.sslMode", mode))],
    left: [
      ...(unsure
        ? [
            left(
              leaf.path,
              "another option",
              "The connection is encrypted here. Without TLS on the server: database.sslMode: disable.",
            ),
          ]
        : []),
      ...(others.length === 0
        ? []
        : [
            left(
              leaf.path,
              "no counterpart",
              "The URL of the database has no parameters of yours; a role can set its own defaults.",
            ),
          ]),
    ],
  };
};

const notPostgres =
  "The application's database is PostgreSQL. Move the data to one first, with the application stopped; upstream has no tool for that.";

export const databaseRows: readonly MapRow[] = [
  { from: "postgresql.enabled", to: "database.backend", convert: readElsewhere },
  {
    from: "postgresql.postgresqlDatabase",
    to: "database.database",
    when: bundled,
    convert: option("database.database"),
  },
  {
    from: "postgresql.postgresqlUsername",
    to: "database.username",
    when: bundled,
    convert: option("database.username"),
  },
  none("postgresql.postgresqlPassword", "done here", "It is generated into the Secret <name>-database.", ...bundled),
  { from: "postgresql.persistence.enabled", to: "database.storage", when: bundled, convert: readElsewhere },
  { from: "postgresql.persistence.size", to: "database.storage", when: bundledClaim, convert: claim },
  { from: "postgresql.persistence.storageClass", to: "database.storage", when: bundledClaim, convert: claim },
  {
    from: "postgresql.resources",
    to: "database.cpu, database.memory",
    when: bundled,
    convert: resources("database", "postgresql.resources"),
  },
  none("postgresql.image", "another option", "The official image is used, not Bitnami's: database.image.", ...bundled),
  none(
    "postgresql",
    "no counterpart",
    "PostgreSQL is not the subchart's; see database in docs/configuration.md.",
    ...bundled,
  ),
  none("mysql.enabled", "no counterpart", notPostgres),
  none("mysql", "no counterpart", notPostgres, is("mysql.enabled", true)),
  { from: "externalDatabase", to: "database.backend, database.secretName", when: external, convert: existing },
  none("externalDatabase.type", "no counterpart", notPostgres, ...external.slice(0, 2)),
  none("externalDatabase.password", "a secret", `It goes into the Secret ${secretNames.database}.`, ...external),
  none("externalDatabase.driverClassName", "done here", "PostgreSQL has one.", ...external),
  {
    from: "externalDatabase.port",
    to: "database.port",
    when: external,
    convert: option("database.port", (port) => (String(port) === "5432" ? undefined : port)),
  },
  { from: "externalDatabase.params", to: "database.sslMode", when: external, convert: parameters },
  { from: "externalDatabase.enabled", to: "database.backend", convert: readElsewhere },
];
