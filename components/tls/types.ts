/** An authority that speaks ACME, such as Let's Encrypt. */
export interface AcmeServer {
  /** Directory of the authority: https://acme-v02.api.letsencrypt.org/directory is Let's Encrypt. */
  readonly server: string;
  /** Where the authority writes to; undefined gives it none. */
  readonly email: string | undefined;
}

/** Who signs the certificate of the user interface. */
export type IssuerSpec =
  /** The authority fetches a page of the host over plain HTTP, so the host must be reachable from the internet. */
  | ({ readonly kind: "acme-http" } & AcmeServer)
  /** The authority looks for a record in the host's DNS zone, which cert-manager makes in Route 53. */
  | ({
      readonly kind: "acme-dns-route53";
      readonly region: string;
      readonly hostedZoneId: string;
      /** ARN of the IAM role that may change the zone. It trusts the service account `<instance>-certificates`. */
      readonly role: string;
    } & AcmeServer)
  /** An issuer that is there. */
  | { readonly kind: "existing"; readonly name: string; readonly scope: "Issuer" | "ClusterIssuer" };

export interface TlsSpec {
  readonly issuer: IssuerSpec;
  /** Namespace of cert-manager, whose service account has the same name. */
  readonly certManagerNamespace: string;
}
