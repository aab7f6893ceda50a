import { type Identity, labels } from "../kubernetes/labels.ts";
import type { AccessSpec } from "./types.ts";

/** Whose certificates they are. */
export interface CertificatesPlace {
  readonly instance: string;
  readonly namespace: string;
  readonly identity: Identity;
  /** See `AccessSpec`. */
  readonly version: number;
  /** Every name under which a member is called, by clients and by other members. */
  readonly dnsNames: readonly string[];
}

/** Secrets that cert-manager fills: keys `ca.crt`, `tls.crt`, `tls.key`, and `tls-combined.pem` with the last two. */
export function certificateSecrets(
  instance: string,
  version: number,
): { readonly client: string; readonly member: string } {
  const suffix = version === 1 ? "" : `-${version}`;
  return { client: `${instance}-registry-client${suffix}`, member: `${instance}-registry-member${suffix}` };
}

/** Names of its Certificates by whose they are. */
export interface CertificateNames {
  readonly authority: string;
  readonly client: string;
  readonly member: string;
}

/** A Certificate is named as the Secret that it fills. */
export function certificateNames(instance: string, version: number): CertificateNames {
  return { authority: `${instance}-registry-ca`, ...certificateSecrets(instance, version) };
}

const hours = (years: number) => `${years * 8760}h`;

/** How long a certificate of a member or a client lasts. */
export const certificateSeconds = 8760 * 3600;

/** The volume of a member's certificates; none where anybody may use the registry. */
export function memberCertificates(instance: string, access: AccessSpec) {
  if (access.mode === "open") return [];
  const { member } = certificateSecrets(instance, access.version);
  return [{ name: "certificates", secret: { defaultMode: 0o440, secretName: member } }];
}

/**
 * An authority for this one registry and the certificates that it signs, by `cert-manager.io/v1`.
 *
 * Clients read their files when they start, and so do the members of a ZooKeeper; those of an etcd do for every
 * connection. So a certificate lasts a year and is renewed four months before its end: time to restart what read the
 * old one, which an alert asks for. A client that has not restarted by then loses the registry, restarts and goes on; a
 * member would not. The authority keeps its key when it is renewed, or half of the pods would trust the other half no
 * longer.
 */
export function certificateObjects(place: CertificatesPlace) {
  const { dnsNames, identity, instance, namespace, version } = place;
  const metadata = (name: string) => ({ labels: labels(identity), name, namespace });
  const { authority, client, member } = certificateNames(instance, version);
  const signed = (secretName: string, commonName: string, names: readonly string[], usages: readonly string[]) => ({
    metadata: metadata(secretName),
    spec: {
      // ZooKeeper reads key and certificate from one file.
      additionalOutputFormats: [{ type: "CombinedPEM" }],
      commonName,
      dnsNames: [...names],
      duration: hours(1),
      issuerRef: { group: "cert-manager.io", kind: "Issuer", name: `${instance}-registry` },
      // The clients of both registries read keys in this form alone.
      privateKey: { algorithm: "ECDSA", encoding: "PKCS8", rotationPolicy: "Always", size: 256 },
      renewBefore: "2920h",
      revisionHistoryLimit: 1,
      secretName,
      usages: ["digital signature", ...usages],
    },
  });
  return {
    selfSigned: { metadata: metadata(`${instance}-registry-self-signed`), spec: { selfSigned: {} } },
    authority: {
      metadata: metadata(authority),
      spec: {
        commonName: authority,
        duration: hours(10),
        isCA: true,
        issuerRef: { group: "cert-manager.io", kind: "Issuer", name: `${instance}-registry-self-signed` },
        privateKey: { algorithm: "ECDSA", rotationPolicy: "Never", size: 256 },
        revisionHistoryLimit: 1,
        secretName: authority,
      },
    },
    issuer: { metadata: metadata(`${instance}-registry`), spec: { ca: { secretName: authority } } },
    // A member is a client of the other members.
    member: signed(member, memberCommonName(instance), dnsNames, ["server auth", "client auth"]),
    client: signed(client, "dolphinscheduler", [`${instance}.${namespace}.scheduler`], ["client auth"]),
  };
}

/** Tells a member from a client, whose certificate is of the same authority. */
export const memberCommonName = (instance: string): string => `${instance}-registry-member`;
