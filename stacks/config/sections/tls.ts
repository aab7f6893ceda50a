import { z } from "zod";
import { option } from "./option.ts";
import { matching, namespaceName, objectName } from "./text.ts";

const kind = { allowed: "acme-http, acme-dns-route53, existing", example: "acme-http" };

const acme = {
  server: option(
    matching(/^https:\/\/[a-z0-9.-]+(:\d+)?\/\S*$/).default("https://acme-v02.api.letsencrypt.org/directory"),
    {
      description: "Directory of the authority. Left out, Let's Encrypt.",
      allowed: "an https URL",
      example: "https://acme-staging-v02.api.letsencrypt.org/directory",
    },
  ),
  email: option(matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/), {
    description: "Where the authority writes to.",
    allowed: "an e-mail address",
    example: "platform@example.com",
  }).optional(),
};

const issuer = option(
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: option(z.literal("acme-http"), { ...kind, description: "The host is reachable from the internet." }),
      ...acme,
    }),
    z.strictObject({
      kind: option(z.literal("acme-dns-route53"), { ...kind, description: "The host's zone is in Route 53." }),
      region: option(matching(/^[a-z]{2}(-[a-z]+)+-\d$/), {
        description: "Region of AWS.",
        allowed: "a region of AWS",
        example: "eu-central-1",
      }),
      hostedZoneId: option(matching(/^Z[A-Z0-9]{7,31}$/), {
        description: "Id of the zone.",
        allowed: "an id that begins with Z",
        example: "Z2ABCDEF1GHIJK",
      }),
      role: option(matching(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/), {
        description: "Role that may change the zone, and that trusts the service account <name>-certificates.",
        allowed: "the ARN of an IAM role",
        example: "arn:aws:iam::123456789012:role/dolphinscheduler-certificates",
      }),
      ...acme,
    }),
    z.strictObject({
      kind: option(z.literal("existing"), { ...kind, description: "An issuer that is there." }),
      name: objectName("Name of the issuer.", "company-ca"),
      scope: option(z.enum(["Issuer", "ClusterIssuer"]).default("ClusterIssuer"), {
        description: "Its kind. Left out, ClusterIssuer.",
        allowed: "Issuer, ClusterIssuer",
        example: "ClusterIssuer",
      }),
    }),
  ]),
  {
    description:
      "Who signs the certificate of `ingress.host`, through cert-manager: an authority that speaks ACME and asks over " +
      "HTTP or in Route 53, or an issuer that is there. See docs/tls.md.",
    allowed:
      "{kind: acme-http, server, email}, {kind: acme-dns-route53, region, hostedZoneId, role, server, email}, or " +
      "{kind: existing, name, scope}",
    example: { kind: "acme-http", email: "platform@example.com" },
  },
);

export const tls = z.strictObject({
  issuer: issuer.optional(),
  certManagerNamespace: namespaceName("Namespace of cert-manager.", "cert-manager"),
});
