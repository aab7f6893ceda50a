import { renderEnvironment } from "../../stacks/check/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { dev } from "../config/base.ts";

const database = { backend: "existing", secretName: "postgres" };
const registry = { backend: "existing", secretName: "keepers" };
const options = { chart: "chart", renderChart: async () => [] };

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

async function externalSecrets(section: Record<string, unknown> | undefined) {
  const input = { ...dev, database, registry, ...(section && { externalSecrets: section }) };
  const objects = await renderEnvironment(input, options);
  return objects.filter(({ type }) => type.endsWith(":ExternalSecret")).map(({ inputs }) => inputs);
}

test("what the stack names comes from the store, and a Secret without an entry stays the user's own", async () => {
  expect(await externalSecrets({ store: "vault", database: "prod/database" })).toEqual([
    expect.objectContaining({
      metadata: expect.objectContaining({ name: "postgres" }),
      spec: expect.objectContaining({
        refreshInterval: "3600s",
        secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
        target: expect.objectContaining({ name: "postgres" }),
      }),
    }),
  ]);
});

test("a stack may have another store, and other times", async () => {
  const [made] = await externalSecrets({ store: "team", storeKind: "SecretStore", refresh: "15m", database: "a" });
  expect(made).toMatchObject({
    spec: { refreshInterval: "900s", secretStoreRef: { kind: "SecretStore", name: "team" } },
  });
});

const bucket = { bucket: "acme", secretName: "backup-store" };
const ldap = {
  admin: "alice",
  baseDn: "ou=people,dc=example,dc=com",
  bindDn: "cn=search,dc=example,dc=com",
  secretName: "directory",
  type: "ldap",
  url: "ldaps://ldap.example.com:636",
};
const everything = { store: "vault", admin: "a", backups: "b", login: "c", objectStore: "d", registry: "e", salt: "f" };

test("every Secret that an option can name has an entry, and the type of its binding or none", () => {
  const { spec } = resolveOrThrow({
    ...dev,
    database: { backend: "cloudnative-pg", backups: bucket },
    externalSecrets: everything,
    isolation: { egress: [{ cidr: "10.4.0.0/24", from: ["api"], ports: [636] }] },
    login: ldap,
    objectStore: { backend: "existing", secretName: "s3" },
    registry: { ...registry, kind: "etcd" },
    security: { adminSecretName: "admin", saltSecretName: "old-salt" },
  });
  expect(spec.externalSecrets?.secrets.map(({ remoteKey, secretName, type }) => [remoteKey, secretName, type])).toEqual(
    [
      ["d", "s3", "servicebinding.io/s3"],
      ["e", "keepers", "servicebinding.io/etcd"],
      ["a", "admin", "Opaque"],
      ["f", "old-salt", "Opaque"],
      ["c", "directory", "Opaque"],
      ["b", "backup-store", "Opaque"],
    ],
  );
});

test.each([
  ["zookeeper", "servicebinding.io/zookeeper"],
  ["etcd", "servicebinding.io/etcd"],
])("an existing registry of kind %s has a Secret of type %s", (kind, type) => {
  const { spec } = resolveOrThrow({
    ...dev,
    externalSecrets: { store: "vault", registry: "r" },
    registry: { ...registry, kind },
  });
  expect(spec.externalSecrets?.secrets).toEqual([{ remoteKey: "r", secretName: "keepers", type }]);
});

test("without the section there is none", async () => {
  expect(await externalSecrets(undefined)).toEqual([]);
});
