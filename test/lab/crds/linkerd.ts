import type { Definition } from "./definition.ts";

/*
 * Linkerd's Go module is not to be had, so its kinds are described here by what its reference says of them
 * (https://linkerd.io/2.19/reference/authorization-policy/) and by the fields of charts/linkerd-crds of linkerd/linkerd2.
 */

type Schema = Readonly<Record<string, unknown>>;

const text = { type: "string", minLength: 1, maxLength: 253 };
const list = (items: Schema) => ({ type: "array", items });
const fields = (properties: Record<string, Schema>, required: readonly string[] = []) => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

const selector = fields({
  matchLabels: { type: "object", additionalProperties: { type: "string" } },
  matchExpressions: list(
    fields(
      {
        key: text,
        operator: { type: "string", enum: ["In", "NotIn", "Exists", "DoesNotExist"] },
        values: list({ type: "string" }),
      },
      ["key", "operator"],
    ),
  ),
});

const group = { type: "string", maxLength: 253, pattern: "^$|^[a-z0-9.-]+$" };
const target = { group, kind: { ...text, maxLength: 63 }, name: text };
const reference = { ...target, namespace: { type: "string", maxLength: 253 } };
const exactlyOne = (...keys: readonly string[]) => ({ oneOf: keys.map((key) => ({ required: [key] })) });

const server = {
  ...fields(
    {
      accessPolicy: {
        type: "string",
        default: "deny",
        enum: [
          "deny",
          "audit",
          "all-authenticated",
          "all-unauthenticated",
          "cluster-authenticated",
          "cluster-unauthenticated",
        ],
      },
      externalWorkloadSelector: selector,
      podSelector: selector,
      port: { "x-kubernetes-int-or-string": true },
      proxyProtocol: {
        type: "string",
        default: "unknown",
        enum: ["unknown", "HTTP/1", "HTTP/2", "gRPC", "opaque", "TLS"],
      },
    },
    ["port"],
  ),
  ...exactlyOne("podSelector", "externalWorkloadSelector"),
};

const authorizationPolicy = fields(
  {
    requiredAuthenticationRefs: list(fields(reference, ["kind", "name"])),
    targetRef: fields(target, ["kind", "name"]),
  },
  ["requiredAuthenticationRefs", "targetRef"],
);

const meshTlsAuthentication = {
  ...fields({
    identities: list({ type: "string", pattern: "^(\\*|[a-z0-9-]+)(\\.[a-z0-9-]+)*$" }),
    identityRefs: list(fields(reference, ["kind"])),
  }),
  ...exactlyOne("identities", "identityRefs"),
};

const networkAuthentication = fields(
  { networks: list(fields({ cidr: text, except: list({ type: "string" }) }, ["cidr"])) },
  ["networks"],
);

/** The kinds of `policy.linkerd.io` that let callers in. */
export const linkerdDefinitions: readonly Definition[] = [
  definition("Server", "servers", "v1beta3", server),
  definition("AuthorizationPolicy", "authorizationpolicies", "v1alpha1", authorizationPolicy),
  definition("MeshTLSAuthentication", "meshtlsauthentications", "v1alpha1", meshTlsAuthentication),
  definition("NetworkAuthentication", "networkauthentications", "v1alpha1", networkAuthentication),
];

function definition(kind: string, plural: string, version: string, spec: Schema): Definition {
  const domain = "policy.linkerd.io";
  const schema = { openAPIV3Schema: fields({ spec }, ["spec"]) };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${domain}` },
    spec: {
      group: domain,
      names: { kind, plural, singular: kind.toLowerCase() },
      scope: "Namespaced",
      versions: [{ name: version, schema, served: true, storage: true }],
    },
  };
}
