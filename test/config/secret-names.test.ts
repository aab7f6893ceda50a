import { renderEnvironment } from "../../stacks/check/index.ts";
import { resolve } from "../../stacks/config/index.ts";
import { dev, prod } from "./base.ts";

const options = { chart: "chart", renderChart: async () => [] };

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const cnpg = {
  ...prod,
  database: { backend: "cloudnative-pg", backups: { bucket: "acme", secretName: "backup-store" } },
  ingress: { host: "d.example.com" },
  tls: { issuer: { kind: "existing", name: "company" } },
};
const etcd = { ...dev, registry: { backend: "etcd", access: "certificates", certificateVersion: 2 } };

/** Names of the Secrets that an environment registers, or has cert-manager make. */
async function madeBy(input: Record<string, unknown>): Promise<string[]> {
  const objects = await renderEnvironment(input, options);
  const names = objects.flatMap(({ inputs, type }) => {
    const { metadata, spec } = inputs as { metadata?: { name?: string }; spec?: { secretName?: string } };
    if (/:Secret(Patch)?$/.test(type)) return metadata?.name ?? [];
    return /:Certificate$/.test(type) ? (spec?.secretName ?? []) : [];
  });
  return names;
}

test.each<[string, Record<string, unknown>, number]>([
  ["dev", dev, 6],
  ["prod with PostgreSQL in the cluster", cnpg, 8],
  ["an etcd with certificates", etcd, 9],
])("no Secret that %s makes can be given as one of yours", async (_, input, count) => {
  const made = await madeBy(input);
  expect(new Set(made).size).toBe(count);
  const { image } = input as { image?: object };
  for (const secret of made) {
    const resolution = resolve({ ...input, image: { ...image, pullSecrets: [secret] } });
    expect(resolution.ok ? secret : resolution.problems.map(({ path }) => path)).toEqual(["image.pullSecrets"]);
  }
});
