/**
 * A backing service as its consumers see it: one Secret in the form of the Service Binding Specification for
 * Kubernetes (https://servicebinding.io/spec/core/1.1.0/), in the consumer's namespace.
 *
 * The name is known at preview and the values are not: pods refer to them with `secretKeyRef`, so no value passes
 * through chart values, a ConfigMap or the engine's display.
 */
export type Binding = PostgresBinding | S3Binding | ZookeeperBinding | EtcdBinding;

/** Keys: `type`, `provider`, `host`, `port`, `database`, `username`, `password`. */
export interface PostgresBinding {
  readonly type: "postgresql";
  readonly secretName: string;
  /** Parameters of the JDBC URL, such as `sslmode`. Not secret. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Certificates that the server's must lead to; consumers mount them at `caFile` (ca.ts). */
  readonly caBundle?: CaBundle;
  /** Another text means other credentials or another server: consumers, who read the Secret at start, restart. */
  readonly revision?: string;
}

/** A ConfigMap or a Secret in the consumer's namespace, and its key that holds certificates in PEM form. */
export type CaBundle =
  | { readonly configMapName: string; readonly key: string }
  | { readonly secretName: string; readonly key: string };

/**
 * Keys: `type`, `provider`, `endpoint`, `region`, `bucket`, `access-key-id`, `secret-access-key`. Without an endpoint it
 * is AWS itself; without keys the consumer signs in as `signIn` says.
 */
export interface S3Binding {
  readonly type: "s3";
  readonly secretName: string;
  /** "instance-profile": as the node's role. Left out: with the keys of the Secret. */
  readonly signIn?: "instance-profile";
  /** Another text means other keys: consumers, who read the Secret at start, restart. */
  readonly revision?: string;
}

/** Keys: `type`, `provider`, `connect-string` (`host:port,host:port`). */
export interface ZookeeperBinding {
  readonly type: "zookeeper";
  readonly secretName: string;
  /** Secret with the certificate that the consumer shows: keys `ca.crt`, `tls-combined.pem`. Left out: without TLS. */
  readonly certificates?: string;
}

/** Keys: `type`, `provider`, `endpoints` (`http://host:port,...`); to sign in by password `username`, `password`. */
export interface EtcdBinding {
  readonly type: "etcd";
  readonly secretName: string;
  readonly signIn: "none" | "password";
  /** Secret with the certificate that the consumer shows: keys `ca.crt`, `tls.crt`, `tls.key`. Left out: without TLS. */
  readonly certificates?: string;
}

/** Where a backing service is reached; what a network policy opens for its consumers. */
export type Endpoint =
  /** Pods of the same namespace. */
  | { readonly kind: "pods"; readonly labels: Readonly<Record<string, string>>; readonly port: number }
  /** Anything else: an address range, or any address when the range is not known. */
  | { readonly kind: "address"; readonly cidr: string | undefined; readonly port: number };
