import { labels } from "../kubernetes/labels.ts";
import type { Authorization, AuthorizedCaller, MeshSpec } from "./types.ts";

export interface MeshPlace {
  readonly instance: string;
  readonly namespace: string;
}

/** An object of `policy.linkerd.io`, as plain data. */
export interface MeshPolicy {
  readonly apiVersion: string;
  readonly kind: "AuthorizationPolicy" | "MeshTLSAuthentication" | "NetworkAuthentication" | "Server";
  readonly metadata: { readonly labels: Record<string, string>; readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const group = "policy.linkerd.io";

/**
 * The objects that let exactly the authorized callers in. A port that a `Server` selects is closed to everybody else
 * (https://linkerd.io/2.19/reference/authorization-policy/); a port that none selects is closed by the pods' own default.
 *
 * The kubelet's probes need nothing here: a proxy lets them through by path, as long as no route is attached to the
 * `Server` (https://linkerd.io/2.19/features/server-policy/#default-authorizations).
 */
export function meshPolicies(
  place: MeshPlace,
  authorizations: readonly Authorization[],
  spec: Pick<MeshSpec, "authorization" | "podNetworks">,
): MeshPolicy[] {
  const unmeshed = authorizations.some(({ callers }) => callers.some(({ kind }) => kind === "network"));
  return [
    ...(unmeshed ? [networkAuthentication(place, spec.podNetworks)] : []),
    ...authorizations.flatMap((authorization) => [
      server(place, authorization, spec.authorization),
      ...admissions(place, authorization),
    ]),
  ];
}

function server(place: MeshPlace, it: Authorization, accessPolicy: MeshSpec["authorization"]): MeshPolicy {
  const spec = { accessPolicy, podSelector: { matchLabels: it.labels }, port: it.port, proxyProtocol: it.protocol };
  return object(place, "Server", nameOf(it), it.role, spec);
}

/** Each policy asks for all that it names, so callers by certificate and callers by address have one each. */
function admissions(place: MeshPlace, it: Authorization): MeshPolicy[] {
  const targetRef = { group, kind: "Server", name: `${place.instance}-${nameOf(it)}` };
  const policy = (suffix: string, authentication: Reference) =>
    object(place, "AuthorizationPolicy", suffix, it.role, {
      requiredAuthenticationRefs: [authentication],
      targetRef,
    });
  const unmeshed = { group, kind: "NetworkAuthentication", name: `${place.instance}-${unmeshedCallers}` };
  const { list, reference } = identities(place, it);
  return [
    ...list,
    ...(reference ? [policy(nameOf(it), reference)] : []),
    ...(it.callers.some(({ kind }) => kind === "network") ? [policy(`${nameOf(it)}-unmeshed`, unmeshed)] : []),
  ];
}

interface Reference {
  readonly group?: string;
  readonly kind: string;
  readonly name: string;
}

/** How a policy names the callers with a certificate: a single account by itself, others by a list of them. */
function identities(place: MeshPlace, it: Authorization): { list: MeshPolicy[]; reference: Reference | undefined } {
  const [first, ...more] = it.callers.flatMap(identityRef);
  if (first === undefined) return { list: [], reference: undefined };
  if (more.length === 0 && first.kind === "ServiceAccount") return { list: [], reference: first };
  const kind = "MeshTLSAuthentication";
  const list = object(place, kind, nameOf(it), it.role, { identityRefs: [first, ...more] });
  return { list: [list], reference: { group, kind, name: list.metadata.name } };
}

function identityRef(caller: AuthorizedCaller) {
  switch (caller.kind) {
    case "account":
      return [{ kind: "ServiceAccount", name: caller.name }];
    case "namespace":
      return [{ kind: "Namespace", name: caller.name }];
    case "network":
      return [];
  }
}

const unmeshedCallers = "unmeshed-callers";

function networkAuthentication(place: MeshPlace, cidrs: readonly string[]): MeshPolicy {
  const spec = { networks: cidrs.map((cidr) => ({ cidr })) };
  return object(place, "NetworkAuthentication", unmeshedCallers, "pod-networks", spec);
}

const nameOf = ({ role, port }: Authorization): string => `${role}-${port}`;

function object(
  { instance, namespace }: MeshPlace,
  kind: MeshPolicy["kind"],
  suffix: string,
  component: string,
  spec: MeshPolicy["spec"],
): MeshPolicy {
  return {
    apiVersion: `${group}/${kind === "Server" ? "v1beta3" : "v1alpha1"}`,
    kind,
    metadata: {
      labels: labels({ component, instance, name: "mesh-policy" }),
      name: `${instance}-${suffix}`,
      namespace,
    },
    spec,
  };
}
