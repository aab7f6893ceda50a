import { renderEnvironment } from "../../stacks/check/index.ts";
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

test("every service has the Secret type of its binding", async () => {
  const made = await externalSecrets({
    store: "team",
    storeKind: "SecretStore",
    refresh: "15m",
    database: "a",
    registry: "b",
  });
  const types = made.map(({ spec }) => (spec as { target: { template: { type: string } } }).target.template.type);
  expect(types.sort()).toEqual(["servicebinding.io/postgresql", "servicebinding.io/zookeeper"]);
  expect(made[0]).toMatchObject({
    spec: { refreshInterval: "900s", secretStoreRef: { kind: "SecretStore", name: "team" } },
  });
});

test("without the section there is none", async () => {
  expect(await externalSecrets(undefined)).toEqual([]);
});
