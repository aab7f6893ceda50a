import { type Identity, labels } from "../kubernetes/labels.ts";
import type { AcmeServer, IssuerSpec, TlsSpec } from "./types.ts";

export interface TlsPlace {
  readonly instance: string;
  readonly namespace: string;
  /** Host name of the user interface. */
  readonly host: string;
  /** Class of the Ingress that answers the authority's question over HTTP. */
  readonly ingressClassName: string;
}

const identity = (instance: string): Identity => ({ component: "certificate", instance, name: "dolphinscheduler" });

/** Secret of type kubernetes.io/tls that cert-manager writes and renews. */
export const tlsSecretName = (instance: string): string => `${instance}-tls`;

/** Port and labels of the pods with which cert-manager answers the authority: they run in the issuer's namespace. */
export const acmeSolver = {
  labels: { "acme.cert-manager.io/http01-solver": "true" },
  port: 8089,
} as const;

/** The service account as which cert-manager signs in to AWS. */
export const signerAccountName = (instance: string): string => `${instance}-certificates`;

const metadata = ({ instance, namespace }: TlsPlace, name: string) => ({
  labels: labels(identity(instance)),
  name,
  namespace,
});

/** The certificate of the host, by `cert-manager.io/v1`. */
export function certificate(place: TlsPlace, issuer: IssuerSpec) {
  const secretName = tlsSecretName(place.instance);
  const reference =
    issuer.kind === "existing"
      ? { kind: issuer.scope, name: issuer.name }
      : { kind: "Issuer", name: issuerName(place.instance) };
  return {
    metadata: metadata(place, secretName),
    spec: {
      dnsNames: [place.host],
      issuerRef: { group: "cert-manager.io", ...reference },
      // A key that is renewed with its certificate is of no use to whoever copied the old one.
      privateKey: { algorithm: "ECDSA", rotationPolicy: "Always", size: 256 },
      revisionHistoryLimit: 1,
      secretName,
      usages: ["digital signature", "server auth"],
    },
  };
}

const issuerName = (instance: string): string => `${instance}-acme`;

/** Our own issuer; undefined where one that is there signs. */
export function issuer(place: TlsPlace, spec: IssuerSpec) {
  if (spec.kind === "existing") return undefined;
  return { metadata: metadata(place, issuerName(place.instance)), spec: { acme: acme(place, spec) } };
}

function acme(place: TlsPlace, spec: Exclude<IssuerSpec, { kind: "existing" }>) {
  return { ...account(place, spec), solvers: [spec.kind === "acme-http" ? http(place) : dns(place, spec)] };
}

const account = ({ instance }: TlsPlace, { email, server }: AcmeServer) => ({
  ...(email === undefined ? {} : { email }),
  privateKeySecretRef: { name: `${instance}-acme-account` },
  server,
});

const http = ({ ingressClassName }: TlsPlace) => ({
  http01: { ingress: { ingressClassName, serviceType: "ClusterIP" } },
});

function dns(
  { instance }: TlsPlace,
  { hostedZoneId, region, role }: Extract<IssuerSpec, { kind: "acme-dns-route53" }>,
) {
  return {
    dns01: {
      route53: {
        auth: { kubernetes: { serviceAccountRef: { name: signerAccountName(instance) } } },
        hostedZoneID: hostedZoneId,
        region,
        role,
      },
    },
  };
}

/**
 * What lets cert-manager sign in to AWS for this one issuer: a service account of its own that no pod uses, and the
 * right to have tokens of it. So the role needs no key, and no other namespace's issuer can use it.
 */
export function signer(place: TlsPlace, spec: TlsSpec) {
  if (spec.issuer.kind !== "acme-dns-route53") return undefined;
  const name = signerAccountName(place.instance);
  const own = metadata(place, name);
  const controller = spec.certManagerNamespace;
  return {
    account: { automountServiceAccountToken: false, metadata: own },
    role: {
      metadata: own,
      rules: [{ apiGroups: [""], resourceNames: [name], resources: ["serviceaccounts/token"], verbs: ["create"] }],
    },
    binding: {
      metadata: own,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name: "cert-manager", namespace: controller }],
    },
  };
}
