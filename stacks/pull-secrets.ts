import type * as pulumi from "@pulumi/pulumi";

const serviceAccount = "kubernetes:core/v1:ServiceAccount";

/**
 * Lets pods pull from a registry that wants a login: a ServiceAccount with pull secrets gives them to every pod that
 * names none. As a transform it reaches the accounts of components that know nothing of it.
 */
export function pullSecretsOf(names: readonly string[]): pulumi.ResourceTransform[] {
  if (names.length === 0) return [];
  const imagePullSecrets = names.map((name) => ({ name }));
  return [
    ({ opts, props, type }) => ({ opts, props: type === serviceAccount ? { ...props, imagePullSecrets } : props }),
  ];
}
