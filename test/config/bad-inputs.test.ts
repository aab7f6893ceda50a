import { resolve } from "../../stacks/config/index.ts";
import { badAws, badBuckets, badRestores } from "./bad-aws.ts";
import { badCloudNativePg, goodCloudNativePg } from "./bad-cloudnative-pg.ts";
import { badDelivery } from "./bad-delivery.ts";
import { badExternalSecrets } from "./bad-external-secrets.ts";
import { badGeneral } from "./bad-general.ts";
import { badGitops, goodGitops } from "./bad-gitops.ts";
import { badIdentity, goodIdentity } from "./bad-identity.ts";
import { badLogs } from "./bad-logs.ts";
import { badMonitoring } from "./bad-monitoring.ts";
import { badPlatform, goodPlatform } from "./bad-platform.ts";
import { badRegistry, goodRegistry } from "./bad-registry.ts";
import { badScaling } from "./bad-scaling.ts";
import { badSecrets, goodSecrets } from "./bad-secrets.ts";
import { badServers } from "./bad-servers.ts";
import { badCertificates, badNetwork, badServices } from "./bad-services.ts";
import { cloud, dev, prod } from "./base.ts";

const all = [
  ...badGeneral,
  ...badDelivery,
  ...badScaling,
  ...badServers,
  ...badLogs,
  ...badMonitoring,
  ...badServices,
  ...badRegistry,
  ...badNetwork,
  ...badAws,
  ...badRestores,
  ...badBuckets,
  ...badCloudNativePg,
  ...badExternalSecrets,
  ...badSecrets,
  ...badCertificates,
  ...badIdentity,
  ...badPlatform,
  ...badGitops,
];

function problemsOf(input: unknown) {
  const resolution = resolve(input);
  return resolution.ok ? [] : resolution.problems;
}

test.each(all)("refused with its place and a way out: $says", ({ input, path, fix }) => {
  expect(problemsOf(input)).toEqual([
    {
      path,
      received: expect.stringMatching(/./),
      allowed: expect.stringMatching(/./),
      fix: expect.stringMatching(fix),
    },
  ]);
});

test.each([
  ["dev", dev],
  ["prod", prod],
  ["prod in AWS", cloud],
  ...goodIdentity,
  ...goodSecrets,
  ...goodCloudNativePg,
  ...goodRegistry,
  ...goodPlatform,
  ...goodGitops,
])("what the bad inputs are made from is accepted by itself: %s", (_, input) => {
  expect(problemsOf(input)).toEqual([]);
});

test("all mistakes are reported at once, in the order of the sections", () => {
  const problems = problemsOf({
    ...prod,
    isolation: { networkPolicies: "off" },
    registry: { members: 4 },
    worker: { replcas: 5, memory: "8", logs: "ephemeral" },
    nmae: "x",
    timezone: "Mars/Base",
  });
  expect(problems.map(({ path }) => path)).toEqual([
    "nmae",
    "timezone",
    "worker.memory",
    "worker.replcas",
    "worker.logs",
    "registry.members",
    "isolation.networkPolicies",
  ]);
});

test("production with nothing but its class is told everything that its backends in AWS need", () => {
  const paths = problemsOf({ class: "prod" }).map(({ path }) => path);
  expect(paths.filter((path) => /^(aws|database|objectStore)\./.test(path))).toEqual([
    "aws.region",
    "aws.account",
    "database.vpc",
    "database.subnets",
    "database.clusterSecurityGroup",
    "database.caBundle",
    "objectStore.bucket",
  ]);
});

test("a rule keeps quiet about an option that is wrong by itself", () => {
  const problems = problemsOf({ ...dev, worker: { memory: "lots", heap: "6Gi" } });
  expect(problems.map(({ path }) => path)).toEqual(["worker.memory"]);
});

test("without a class, what depends on the class is not judged", () => {
  const { class: _, ...input } = prod;
  expect(problemsOf(input).map(({ path }) => path)).toEqual(["class"]);
});

test.each([[null], [undefined], ["text"], [[1, 2]], [7]])("an input that is no object is a problem: %p", (input) => {
  expect(problemsOf(input).map(({ path }) => path)).toEqual(["config"]);
});

const marker = "hunter2-hunter2";

test.each<[string, Record<string, unknown>]>([
  ["an unknown key", { ...dev, database: { password: marker } }],
  ["a secret where a Secret's name belongs", { ...prod, database: { backend: "existing", secretName: `${marker}!` } }],
  ["an encrypted value", { ...dev, database: { username: { secure: marker } } }],
  ["a variable", { ...dev, worker: { env: { API_TOKEN: marker } } }],
  ["a URL with credentials", { ...dev, image: { registry: `https://ci:${marker}@example.com` } }],
  ["a tag", { ...cloud, aws: { ...cloud.aws, tags: { password: marker } } }],
  [
    "certificates in place of their file",
    { ...cloud, database: { ...cloud.database, caBundle: { file: `secret=${marker}` } } },
  ],
  ["an option of JAVA", { ...dev, worker: { env: { EXTRA: `-Dstore.password=${marker}` } } }],
  ["a list in the place of a text", { ...dev, database: { secretName: [marker] } }],
])("a value that may be a secret is not echoed: %s", (_, input) => {
  const problems = problemsOf(input);
  expect(problems.length).toBeGreaterThan(0);
  expect(JSON.stringify(problems)).not.toContain(marker);
});
