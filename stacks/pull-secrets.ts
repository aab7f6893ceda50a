import { field } from "../components/kubernetes/object.ts";
import { type Adaptation, operatedPostgres } from "./adapt.ts";

const serviceAccount = "kubernetes:core/v1:ServiceAccount";

/**
 * Lets pods pull from a registry that wants a login: a ServiceAccount with pull secrets gives them to every pod that
 * names none. As an adaptation it reaches the accounts of components that know nothing of it.
 */
export function pullSecretsOf(names: readonly string[]): Adaptation[] {
  if (names.length === 0) return [];
  const imagePullSecrets = names.map((name) => ({ name }));
  return [
    (type, inputs) => {
      if (type === serviceAccount) return { ...inputs, imagePullSecrets };
      if (operatedPostgres.test(type)) return { ...inputs, spec: { ...field(inputs, "spec"), imagePullSecrets } };
      return inputs;
    },
  ];
}
