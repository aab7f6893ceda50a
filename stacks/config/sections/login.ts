import { z } from "zod";
import { option } from "./option.ts";
import { count, matching, objectName } from "./text.ts";

function text(description: string, example: string) {
  return option(z.string().trim().min(1).max(512), { description, allowed: "a text", example });
}

function distinguishedName(description: string, example: string) {
  return option(matching(/^[A-Za-z][\w-]*=[^=]+(,\s*[A-Za-z][\w-]*=[^=]+)*$/), {
    description,
    allowed: "a distinguished name",
    example,
  });
}

export const login = z.strictObject({
  type: option(z.enum(["password", "ldap", "casdoor", "oidc"]), {
    description:
      "Who decides whether somebody may sign in: the application's own users, a directory, Casdoor, or (where the " +
      "version has it) any provider of OpenID Connect.",
    allowed: "password, ldap, casdoor, oidc",
    example: "ldap",
  }),
  url: option(matching(/^(ldaps?|https?):\/\/[\w.-]+(:\d{1,5})?(\/\S*)?$/), {
    description: "Address of the directory, of Casdoor, or the issuer of OpenID Connect.",
    allowed: "a URL: ldaps:// of a directory, https:// of the others",
    example: "ldaps://ldap.example.com:636",
  }).optional(),
  secretName: objectName(
    "Secret that you made in the namespace. Keys: ldap `password` (and `trust-store`, `trust-store-password`), casdoor " +
      "`client-secret` and `certificate`, oidc `client-secret`.",
    "dolphin-login",
  ).optional(),
  secretVersion: count(1, 9999, "Raise it after you changed the Secret: the API servers restart.", 2),
  admin: text("User whom ldap and casdoor make an administrator at the first login.", "alice").optional(),
  unknownUsers: option(z.enum(["create", "deny"]), {
    description:
      "What ldap and oidc do with people whom the application does not know: whoever is let in can run tasks.",
    allowed: "create, deny",
    example: "create",
  }),
  baseDn: distinguishedName("Where ldap looks for people.", "ou=people,dc=example,dc=com").optional(),
  bindDn: distinguishedName(
    "Who searches the directory; the Secret has the password.",
    "cn=search,dc=example,dc=com",
  ).optional(),
  identityAttribute: text("Attribute of ldap that people sign in with.", "uid"),
  emailAttribute: text("Attribute of ldap with the e-mail address.", "mail"),
  trustStore: option(z.enum(["jvm", "secret"]), {
    description:
      "Whom ldap trusts: the authorities that Java knows, or those of the Secret's trust store. The latter must have " +
      "those of the object store too: the server then trusts no others.",
    allowed: "jvm, secret",
    example: "secret",
  }),
  clientId: text("Client of casdoor and oidc.", "dolphinscheduler").optional(),
  organization: text("Organization of casdoor.", "example").optional(),
  application: text("Application of casdoor.", "dolphinscheduler").optional(),
  displayName: text("What the button of oidc says.", "Company account"),
  userNameAttribute: text("Claim of oidc with the user's name.", "preferred_username"),
  groupsClaim: text("Claim of oidc with the user's groups.", "groups"),
  adminGroups: option(z.array(matching(/^[^\s,][^,]{0,255}$/)), {
    description: "Groups of oidc whose members are administrators.",
    allowed: "a list of names without commas",
    example: ["dolphinscheduler-admins"],
  }),
});
