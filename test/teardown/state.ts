interface Written {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly inputs?: object;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly external?: boolean;
  readonly resourceHooks?: object;
}

/** A resource as `pulumi stack export` writes it. */
export function resource({ name, type, ...rest }: Written) {
  return { custom: true, type, urn: `urn:pulumi:prod::dolphinpod::${type}::${name}`, ...rest };
}

/** A Kubernetes object of the namespace `data`. */
export function object(type: string, name: string, rest: Partial<Written> & { spec?: object } = {}) {
  const { spec, ...options } = rest;
  const metadata = /Namespace/.test(type) ? { name } : { name, namespace: "data" };
  return resource({ ...options, type: `kubernetes:${type}`, name, inputs: { metadata, spec } });
}

export const kept = { retainOnDelete: true };
export const guarded = { ...kept, protect: true };

export function stackExport(...resources: object[]): string {
  return JSON.stringify({ version: 3, deployment: { resources } });
}

const claimTemplate = { volumeClaimTemplates: [{ metadata: { name: "disk" } }] };
export const statefulSet = object("apps/v1:StatefulSet", "keeper", { spec: { replicas: 2, ...claimTemplate } });
export const statefulSetOfCaches = object("apps/v1:StatefulSet", "cache", {
  spec: { ...claimTemplate, persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } },
});

export const retained = [
  object("core/v1:NamespacePatch", "data", kept),
  object("core/v1:SecretPatch", "ds-database", kept),
  statefulSet,
  statefulSetOfCaches,
];

const inRegion = { type: "pulumi:providers:aws", name: "aws", inputs: { region: "eu-central-1" } };
export const inAws = [
  resource(inRegion),
  resource({ type: "aws:kms/key:Key", name: "key", id: "1234-abcd", ...guarded }),
  resource({ type: "aws:kms/alias:Alias", name: "alias", id: "alias/data", ...kept }),
  resource({
    type: "aws:rds/instance:Instance",
    name: "database",
    id: "db-ABC",
    inputs: { identifier: "data-database" },
    ...guarded,
  }),
  resource({ type: "aws:s3/bucket:Bucket", name: "bucket", id: "acme-data", ...guarded }),
  resource({ type: "aws:iam/user:User", name: "user", id: "data-object-store" }),
];
