import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const apiVersion = "postgresql.cnpg.io/v1";

interface Manifest {
  readonly metadata: {
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels: Record<string, string>;
    readonly name: string;
    readonly namespace: string;
  };
  readonly spec: object;
}

/**
 * An object of the operator. A retained one goes on working when the stack is destroyed, and is taken over when the
 * stack returns, as Secrets are (docs/adr/0004-retained-secrets.md).
 */
export function operatorObject(
  name: string,
  kind: "Cluster" | "ScheduledBackup",
  { metadata, spec }: Manifest,
  deletion: "retain" | "delete",
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const type = `kubernetes:${apiVersion}:${kind}`;
  const { CustomResource, CustomResourcePatch } = kubernetes.apiextensions;
  if (deletion === "delete") {
    const aliases = [{ type: `${type}Patch` }];
    return new CustomResource(name, { apiVersion, kind, metadata, spec }, pulumi.mergeOptions(opts, { aliases }));
  }
  const annotations = { ...metadata.annotations, "pulumi.com/patchForce": "true" };
  return new CustomResourcePatch(
    name,
    { apiVersion, kind, metadata: { ...metadata, annotations }, spec },
    pulumi.mergeOptions(opts, { aliases: [{ type }], retainOnDelete: true }),
  );
}
