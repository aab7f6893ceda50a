/** How browsers reach the user interface. */
export interface IngressSpec {
  readonly host: string;
  readonly className: string;
  /** Existing Secret of type kubernetes.io/tls; undefined means plain HTTP. */
  readonly tlsSecretName: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  /** Namespace of the ingress controller: the only one that may reach the API server from outside. */
  readonly controllerNamespace: string;
}
