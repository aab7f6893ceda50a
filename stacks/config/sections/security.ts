import { z } from "zod";
import { option } from "./option.ts";
import { count, objectName } from "./text.ts";

export const security = z.strictObject({
  adminPasswordVersion: count(
    1,
    9999,
    "Raise it to give the user `admin` another generated password (Secret `<name>-admin`). A password that a person chose stays.",
    2,
  ),
  adminSecretName: objectName(
    "Secret that you made in the namespace, with the login of the user `admin`: keys `username` and `password`. Left out, " +
      "one with a generated password. After a change of it, raise `adminPasswordVersion`.",
    "dolphin-admin",
  ).optional(),
  datasourceEncryption: option(
    z.preprocess(
      // Unquoted `on` and `off` are booleans to older YAML tools.
      (value) => (typeof value === "boolean" ? (value ? "on" : "off") : value),
      z.enum(["on", "off"]),
    ),
    {
      description:
        "Whether stored data source passwords are salted. Do not change it once data sources are stored: " +
        "`off` makes salted ones unreadable, and `on` writes plain ones to the log. See docs/secrets.md.",
      allowed: "on, off",
      example: "on",
    },
  ),
  saltSecretName: objectName(
    "Secret that you made in the namespace, with the salt under the key `salt`, to read the data sources of another " +
      "environment's database. Left out, a salt of its own.",
    "old-datasource-salt",
  ).optional(),
});
