/** How browsers reach the user interface. */
export interface IngressSpec {
  readonly host: string;
  readonly className: string;
  /** Whose annotations the Ingress carries: those of ingress-nginx, or none but the given ones. */
  readonly controller: "nginx" | "other";
  /** Secret of type kubernetes.io/tls; undefined means plain HTTP. */
  readonly tlsSecretName: string | undefined;
  /** They win over the controller's. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Namespace of the ingress controller: the only one that may reach the API server from outside. */
  readonly controllerNamespace: string;
}
