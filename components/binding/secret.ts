import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface DataSecretArgs {
  /** Name of the Secret. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Secret type: `servicebinding.io/<binding type>`, or `kubernetes.io/basic-auth`. Immutable in Kubernetes. */
  readonly type: string;
  /** Values in plain text; they are encoded and encrypted in the state here. */
  readonly values: Readonly<Record<string, pulumi.Input<string>>>;
  /** "retain" leaves the Secret in the cluster when the stack is destroyed, and takes it over when the stack returns. */
  readonly deletion: "retain" | "delete";
}

const secretType = "kubernetes:core/v1:Secret";
const patchType = "kubernetes:core/v1:SecretPatch";

/**
 * A Secret that may outlive its stack.
 *
 * A retained Secret exists already when a destroyed stack comes back, and creating a `Secret` that exists is an error.
 * `SecretPatch` applies instead: it creates what is missing, takes over what is there and updates in place, for this
 * one object and without `upsertExistingObjects` for all (docs/adr/0004-retained-secrets.md). The aliases let an
 * environment change its mind without a delete.
 */
export function dataSecret(
  name: string,
  args: DataSecretArgs,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Secret | kubernetes.core.v1.SecretPatch {
  const metadata = { labels: args.labels, name: args.name, namespace: args.namespace };
  const content = { data: encode(args.values), type: args.type };

  if (args.deletion === "delete") {
    return new kubernetes.core.v1.Secret(name, { metadata, ...content }, { ...opts, aliases: [{ type: patchType }] });
  }
  // The fields still belong to the field manager of the destroyed stack: without force, taking over is a conflict.
  const annotations = { "pulumi.com/patchForce": "true" };
  return new kubernetes.core.v1.SecretPatch(
    name,
    { metadata: { ...metadata, annotations }, ...content },
    { ...opts, aliases: [{ type: secretType }], retainOnDelete: true },
  );
}

/** `data` rather than `stringData`: the API server hands back `data`, so a refresh compares like with like. */
function encode(values: DataSecretArgs["values"]): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    Object.keys(values)
      .sort()
      .map((key) => [key, base64(values[key] ?? "")]),
  );
}

function base64(value: pulumi.Input<string>): pulumi.Input<string> {
  const plain = (text: string) => Buffer.from(text).toString("base64");
  return typeof value === "string" ? plain(value) : pulumi.output(value).apply(plain);
}
