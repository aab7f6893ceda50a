/** A Secret that External Secrets writes. */
export interface ExternalSecretSpec {
  /** Name of the Secret in the namespace: what an option of the stack names. */
  readonly secretName: string;
  /** Entry of the store, whose properties become the keys of the Secret. */
  readonly remoteKey: string;
  /** Type of the Secret: a backing service's by the Service Binding Specification, else Opaque. Immutable in Kubernetes. */
  readonly type: string;
}

/** Secrets that come from outside of the cluster: AWS Secrets Manager, Vault, or whatever the store leads to. */
export interface ExternalSecretsSpec {
  readonly store: { readonly kind: "SecretStore" | "ClusterSecretStore"; readonly name: string };
  /** How often the Secrets follow their entries. */
  readonly refreshSeconds: number;
  readonly secrets: readonly ExternalSecretSpec[];
}
