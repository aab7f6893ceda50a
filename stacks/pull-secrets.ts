import type * as pulumi from "@pulumi/pulumi";

const serviceAccount = "kubernetes:core/v1:ServiceAccount";
/** Instances of PostgreSQL have an account that the operator makes. */
const operated = /^kubernetes:postgresql\.cnpg\.io\/v1:Cluster(Patch)?$/;

/**
 * Lets pods pull from a registry that wants a login: a ServiceAccount with pull secrets gives them to every pod that
 * names none. As a transform it reaches the accounts of components that know nothing of it.
 */
export function pullSecretsOf(names: readonly string[]): pulumi.ResourceTransform[] {
  if (names.length === 0) return [];
  const imagePullSecrets = names.map((name) => ({ name }));
  return [
    ({ opts, props, type }) => {
      if (type === serviceAccount) return { opts, props: { ...props, imagePullSecrets } };
      if (operated.test(type)) return { opts, props: { ...props, spec: { ...props["spec"], imagePullSecrets } } };
      return { opts, props };
    },
  ];
}
