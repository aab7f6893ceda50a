import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EnvironmentSpec, resolveOrThrow } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { goodIdentity } from "../config/bad-identity.ts";
import { cloud, dev, prod } from "../config/base.ts";

const root = join(__dirname, "../..");

/** The environment of a stack file of the repository. */
export function stackFile(stack: string, folder = "."): EnvironmentSpec {
  const loaded = fromStackFile(readFileSync(join(root, folder, `Pulumi.${stack}.yaml`), "utf8"));
  if (!loaded.ok) throw new Error(`Pulumi.${stack}.yaml cannot be read`);
  return resolveOrThrow(loaded.input).spec;
}

const operated = {
  backend: "cloudnative-pg",
  backups: { bucket: "acme-backups", cidr: "10.9.0.0/16", secretName: "backup-store" },
};

const inputs: Readonly<Record<string, Record<string, unknown>>> = {
  "the least of class dev": dev,
  "stores that are somebody else's": prod,
  "stores in AWS": cloud,
  "the registry in the database": { ...dev, registry: { backend: "jdbc" } },
  "etcd with copies": { ...dev, registry: { backend: "etcd" } },
  "PostgreSQL by an operator": { ...dev, database: { backend: "cloudnative-pg", instances: 1 } },
  "backups somewhere else": { ...prod, database: operated },
  "Secrets of a store": {
    ...dev,
    database: { backend: "existing", secretName: "postgres" },
    externalSecrets: { store: "vault", database: "prod/database" },
  },
  "all traffic open": { ...dev, isolation: { networkPolicies: { mode: "off", reason: "no network plugin" } } },
  ...Object.fromEntries(goodIdentity),
};

/** Environments that differ in what stands around them. */
export const environments: readonly (readonly [string, EnvironmentSpec])[] = [
  ["the example of development", stackFile("dev")],
  ["the example of production", stackFile("prod")],
  ["everything in the cluster", stackFile("full", "test/fixtures/stacks")],
  ...Object.entries(inputs).map(([name, input]) => [name, resolveOrThrow(input).spec] as const),
];
