import fc from "fast-check";
import { type RenderedObject, renderSpec } from "../../stacks/check/index.ts";
import { type EnvironmentSpec, resolveOrThrow } from "../../stacks/config/index.ts";
import { neededKinds } from "../../stacks/needed-kinds.ts";
import { cloud, dev } from "../config/base.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(120_000);

const options = { chart: "chart", renderChart: async () => [] };
const needed = async (spec: EnvironmentSpec) => new Set((await neededKinds(spec)).flatMap(({ kinds }) => kinds));
const given = (more: Record<string, unknown>) => neededKinds(resolveOrThrow({ ...dev, ...more }).spec);

/** Groups that every API server has. */
const own = /^(v1|apps|autoscaling|batch|policy|(networking|rbac\.authorization|scheduling)\.k8s\.io)(\/|$)/;
const groups: Readonly<Record<string, string>> = {
  certManager: "cert-manager.io",
  cloudNativePg: "postgresql.cnpg.io",
  externalSecrets: "external-secrets.io",
  keda: "keda.sh",
  kubePrometheusStack: "monitoring.coreos.com",
};

/** Custom kinds of rendered objects, but for those that the same program brings. */
function rendered(objects: readonly RenderedObject[], { platform }: EnvironmentSpec): Set<string> {
  const brought = Object.entries(platform).flatMap(([option, how]) => (how === "install" ? [groups[option]] : []));
  const kinds = objects.flatMap(({ inputs: { apiVersion, kind } }) => {
    const isCustom = typeof apiVersion === "string" && !own.test(apiVersion);
    return isCustom && !brought.includes(apiVersion.split("/")[0]) ? [`${apiVersion}/${kind}`] : [];
  });
  return new Set(kinds);
}

/** Ways to ask for custom kinds or not, of which any go together. */
type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const database = { backend: "existing", secretName: "postgres", maxConnections: 500 };
const operated = { backend: "cloudnative-pg", memory: "2Gi" };
const byQueue = { autoscaling: { by: "keda", min: 1, max: 3 } };
const monitoring = { mode: "prometheus-operator" };
const web = { ingress: { host: "d.example.com" } };
const acme = { ...web, tls: { issuer: { kind: "acme-http" } } };
const choices: readonly (readonly Sections[])[] = [
  [
    { database },
    { database: operated },
    { database: operated, platform: { cloudNativePg: "install" } },
    { database, externalSecrets: { store: "vault", database: "prod/database" } },
    {
      database,
      externalSecrets: { store: "vault", database: "prod/database" },
      platform: { externalSecrets: "install" },
    },
  ],
  [{ mesh: { mode: "off" } }, { mesh: { mode: "linkerd" } }, { mesh: { mode: "linkerd", export: "gateway" } }],
  [{ logs: { upkeep: "application" } }, { logs: { upkeep: "managed" } }],
  [{ monitoring: { mode: "off" } }, { monitoring }, { monitoring, platform: { kubePrometheusStack: "install" } }],
  [
    { registry: { backend: "jdbc" } },
    { registry: { backend: "zookeeper", access: "open" } },
    { registry: { backend: "zookeeper", access: "certificates" } },
    { registry: { backend: "etcd", access: "certificates" } },
  ],
  [{}, web, acme, { ...web, tls: { issuer: { kind: "existing", name: "ca" } } }],
  [{}, { ...acme, platform: { certManager: "install" } }],
  [{}, { worker: byQueue }, { worker: byQueue, platform: { keda: "install" } }],
];
const together = (ways: readonly Sections[]) => ({
  ...dev,
  isolation: { monitoringNamespace: "monitoring" },
  ...Object.assign({}, ...ways),
  platform: Object.assign({}, ...ways.map(({ platform }) => platform)),
});
const anyWays = fc.tuple(...choices.map((ways) => fc.constantFrom(...ways))).map(together);
const nth = (index: number) => together(choices.map((ways): Sections => ways.at(index) ?? {}));

test("the kinds that are asked of the cluster are those of the objects, whatever the environment", async () => {
  await fc.assert(
    fc.asyncProperty(anyWays, async (input) => {
      const { spec } = resolveOrThrow(input);
      expect(await needed(spec)).toEqual(rendered(await renderSpec(spec, options), spec));
    }),
    { endOnFailure: true, examples: [[nth(1)], [nth(-1)]], numRuns: 12 },
  );
});

test("production asks for the kinds of its objects", async () => {
  const { spec } = resolveOrThrow({ ...cloud, ...acme, isolation: { monitoringNamespace: "monitoring" } });
  expect(await needed(spec)).toEqual(rendered(await renderSpec(spec, options), spec));
});

test("an environment of Kubernetes' own kinds asks for nothing", async () => {
  expect(await given({})).toEqual([]);
});

test("what is asked for says which option wants it and what to do", async () => {
  expect(await given({ database: { backend: "cloudnative-pg" } })).toEqual([
    {
      path: "database.backend",
      kinds: ["postgresql.cnpg.io/v1/Cluster", "postgresql.cnpg.io/v1/ScheduledBackup"],
      allowed: "the kinds of CloudNativePG in these versions",
      fix: "Install CloudNativePG as docs/production.md says, or write platform: {cloudNativePg: install}.",
    },
  ]);
});

test("what the same program installs is not asked for", async () => {
  const database = { backend: "cloudnative-pg" };
  expect(await given({ database, platform: { cloudNativePg: "install" } })).toEqual([]);
});

test("the Gateway API is another thing to install than Linkerd", async () => {
  expect((await given({ mesh: { mode: "linkerd" } })).map(({ fix, path }) => [path, fix])).toEqual([
    ["mesh.mode", "Install Linkerd as docs/mesh.md says."],
    ["mesh.mode", "Install the Gateway API as docs/mesh.md says."],
  ]);
});
