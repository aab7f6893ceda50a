import { renderEnvironment } from "../../stacks/check/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { cloud, dev, prod } from "../config/base.ts";

const backend = "cloudnative-pg";
const options = { chart: "chart", renderChart: async () => [] };
const own = { ...dev, database: { backend, instances: 1 } };
const backups = { bucket: "acme-backups", cidr: "10.9.0.0/16", secretName: "backup-store" };

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

async function render(input: Record<string, unknown>) {
  const objects = await renderEnvironment(input, options);
  return (kind: string, name?: string) =>
    objects
      .filter(({ type }) => type.endsWith(`:${kind}`))
      .map(({ inputs }) => inputs)
      .filter(({ metadata }) => name === undefined || (metadata as { name: string }).name === name);
}

test("in class dev backups go to MinIO, with the Secret of the scheduler's own key", async () => {
  const ofKind = await render(own);
  expect(ofKind("ClusterPatch")).toEqual([
    expect.objectContaining({
      spec: expect.objectContaining({
        backup: expect.objectContaining({
          barmanObjectStore: expect.objectContaining({
            destinationPath: "s3://dolphinscheduler/database-backups",
            endpointURL: "http://dolphinscheduler-minio.dolphinscheduler.svc:9000",
            s3Credentials: expect.objectContaining({
              region: { key: "region", name: "dolphinscheduler-object-store" },
            }),
          }),
        }),
      }),
    }),
  ]);
});

test("beside S3 they go to its bucket, without an endpoint", async () => {
  const ofKind = await render({ ...cloud, database: { backend } });
  const text = JSON.stringify(ofKind("ClusterPatch"));
  expect(text).toContain("s3://acme-dolphin/database-backups");
  expect(text).not.toContain("endpointURL");
});

test("the Jobs of the scheduler mount the authority's certificate and not its key", async () => {
  const ofKind = await render(own);
  const jobs = ofKind("Job")
    .map((job) => JSON.stringify(job))
    .filter((text) => text.includes("dolphinscheduler-database-ca"));
  expect(jobs.length).toBeGreaterThan(0);
  for (const job of jobs) {
    expect(job).toContain('"items":[{"key":"ca.crt","path":"ca.pem"}]');
    expect(job).not.toContain("ca.key");
  }
});

test("the pods of the database may reach backups of their own, and the store of files no more", async () => {
  const ofKind = await render({ ...prod, database: { apiServer: "10.20.0.0/16", backend, backups } });
  const [policy] = ofKind("NetworkPolicy", "dolphinscheduler-database");
  expect(policy).toMatchObject({
    spec: { podSelector: { matchLabels: { "cnpg.io/cluster": "dolphinscheduler-database" } } },
  });
  const { egress } = (policy as unknown as { spec: { egress: { to: unknown[]; ports: { port: number }[] }[] } }).spec;
  expect(egress.map(({ ports, to }) => [ports.map(({ port }) => port), to])).toEqual([
    [[5432, 8000], [{ podSelector: { matchLabels: { "cnpg.io/cluster": "dolphinscheduler-database" } } }]],
    [[443, 6443], [{ ipBlock: { cidr: "10.20.0.0/16" } }]],
    [[443], [{ ipBlock: { cidr: "10.9.0.0/16" } }]],
  ]);
});

test("with pull secrets the operator gives them to the instances", async () => {
  const ofKind = await render({ ...own, image: { pullSecrets: ["login"] } });
  expect(ofKind("ClusterPatch")[0]).toMatchObject({ spec: { imagePullSecrets: [{ name: "login" }], instances: 1 } });
});

test("backups that tasks can reach are told of at every preview, and others are not", () => {
  const warned = (input: Record<string, unknown>) =>
    resolveOrThrow(input).warnings.some(({ path }) => path === "database.backups");
  expect(warned(own)).toBe(true);
  expect(warned({ ...prod, database: { backend, backups: { bucket: "acme-backups" } } })).toBe(true);
  expect(warned({ ...prod, database: { backend, backups } })).toBe(false);
});
