import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { cloud, dev, prod } from "../config/base.ts";
import { namespace, rendered, rendering, repository, store } from "./fixtures.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const sealedFolder = mkdtempSync(join(tmpdir(), "dolphinpod-sealed-"));
mkdirSync(join(sealedFolder, "sealed"));
afterAll(() => rmSync(sealedFolder, { recursive: true }));

async function problemsOf(input: Record<string, unknown>, folder = ".") {
  const result = await rendered(input, { folder });
  return result.ok ? [] : result.problems;
}

test("without a word on Secrets, every one that is made is refused, with its option and the ways out", async () => {
  const problems = await problemsOf(dev);
  expect(problems.map(({ path, received }) => [path, /Secret \S+?(?=,)/.exec(received)?.[0]])).toEqual([
    ["database.backend", "Secret dolphin-database"],
    ["objectStore.backend", "Secret dolphin-minio-root"],
    ["objectStore.backend", "Secret dolphin-object-store"],
    ["security.adminSecretName", "Secret dolphin-admin"],
    ["security.saltSecretName", "Secret dolphin-datasource-salt"],
  ]);
  for (const { fix } of problems) {
    expect(fix).toMatch(/store: <store>.*sealed: <folder>/);
    expect(fix).toMatch(/backend: existing|SecretName: </);
  }
});

test("Secrets that somebody else makes need nothing: the folder only names them", async () => {
  const security = { adminSecretName: "login", saltSecretName: "salt" };
  const folder = await rendering({ ...prod, security, registry: { backend: "existing", secretName: "keepers" } });
  expect(folder.manifests.filter(({ kind }) => kind.endsWith("Secret")).map(({ data }) => data)).toEqual([
    { "database-password": "" },
  ]);
  expect(folder.entries).toEqual([]);
  expect(Object.values(folder.files).join()).toContain("name: login");
});

test("the store gives what is secret or made up, and the configuration the rest", async () => {
  const { entries, manifests } = await rendering({ ...dev, gitops: { repository, secrets: store } });
  expect(entries.map(({ key, properties }) => [key, ...properties])).toEqual([
    ["prod/ds/dolphin-admin", "password"],
    ["prod/ds/dolphin-database", "password"],
    ["prod/ds/dolphin-datasource-salt", "salt"],
    ["prod/ds/dolphin-minio-root", "password"],
    ["prod/ds/dolphin-object-store", "secret-access-key"],
  ]);
  expect(
    manifests.find(({ kind, metadata }) => kind === "ExternalSecret" && metadata.name === "dolphin-database"),
  ).toMatchObject({
    spec: {
      data: [{ remoteRef: { key: "prod/ds/dolphin-database", property: "password" }, secretKey: "password" }],
      secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
      target: {
        name: "dolphin-database",
        template: {
          data: { host: "dolphin-postgresql.data.svc", port: "5432", username: "dolphinscheduler" },
          mergePolicy: "Merge",
          type: "servicebinding.io/postgresql",
        },
      },
    },
  });
});

test("a Secret that opens retained data outlives its ExternalSecret, and another one goes with it", async () => {
  const policies = async (deletion: string) => {
    const { manifests } = await rendering({ ...dev, deletion, gitops: { repository, secrets: store } });
    const made = manifests.filter(({ kind }) => kind === "ExternalSecret");
    return [...new Set(made.map((it) => JSON.stringify(it["spec"]).match(/"creationPolicy":"(\w+)"/)?.[1]))];
  };
  expect(await policies("retain")).toEqual(["Orphan"]);
  expect(await policies("delete")).toEqual(["Owner"]);
});

test("with backends in AWS their addresses and keys come from the store too", async () => {
  const { entries, files } = await rendering({ ...cloud, gitops: { repository, secrets: store } });
  expect(Object.fromEntries(entries.map(({ properties, secret }) => [secret, properties]))).toMatchObject({
    "dolphin-database": ["host", "password"],
    "dolphin-object-store": ["access-key-id", "secret-access-key"],
  });
  expect(Object.values(files).join()).not.toMatch(/amazonaws|AKIA|0{12}/);
});

test("the only plain Secrets are an address, and an empty one of the chart", async () => {
  const { manifests } = await rendering({ ...dev, gitops: { repository, secrets: store } });
  const plain = manifests.filter(({ kind }) => kind === "Secret");
  expect(plain.map(({ data, metadata }) => [metadata.name, data])).toEqual([
    [
      "dolphin-registry",
      { "connect-string": expect.any(String), provider: expect.any(String), type: expect.any(String) },
    ],
    ["dolphin-externaldb", { "database-password": "" }],
  ]);
});

const keys: Readonly<Record<string, readonly string[]>> = {
  "dolphin-admin": ["password", "username"],
  "dolphin-database": ["database", "host", "password", "port", "provider", "type", "username"],
  "dolphin-datasource-salt": ["salt"],
  "dolphin-minio-root": ["password", "username"],
  "dolphin-object-store": ["access-key-id", "bucket", "endpoint", "provider", "region", "secret-access-key", "type"],
};

function seal(name: string, sealed: readonly string[], inNamespace = namespace): void {
  const encryptedData = Object.fromEntries(sealed.map((key) => [key, `AgB${key}`]));
  const metadata = { name, namespace: inNamespace };
  const spec = { encryptedData, template: { metadata } };
  writeFileSync(
    join(sealedFolder, "sealed", `${name}.yaml`),
    stringify({ apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", metadata, spec }),
  );
}

test("SealedSecrets take the place of the Secrets, in their waves", async () => {
  for (const [name, sealed] of Object.entries(keys)) seal(name, sealed);
  const { manifests } = await rendering(
    { ...dev, gitops: { repository, secrets: { sealed: "sealed" } } },
    { folder: sealedFolder },
  );
  const found = manifests.filter(({ kind }) => kind === "SealedSecret");
  expect(found.map(({ metadata }) => metadata.name).sort()).toEqual(Object.keys(keys));
  for (const { metadata } of found)
    expect(metadata.annotations).toMatchObject({ "argocd.argoproj.io/sync-wave": "10" });
});

test("a SealedSecret that is missing, short of a key, or of another namespace is refused with the command that makes it", async () => {
  rmSync(join(sealedFolder, "sealed/dolphin-admin.yaml"));
  seal("dolphin-database", ["password"]);
  seal("dolphin-datasource-salt", ["salt"], "elsewhere");
  const problems = await problemsOf({ ...dev, gitops: { repository, secrets: { sealed: "sealed" } } }, sealedFolder);
  expect(problems.map(({ received }) => received)).toEqual([
    "no SealedSecret of this name",
    "a SealedSecret without database, host, port, provider, type, username",
    "a SealedSecret for namespace elsewhere",
  ]);
  for (const { fix } of problems) expect(fix).toMatch(/kubectl create secret generic dolphin-\S+ -n data .*kubeseal/);
});
