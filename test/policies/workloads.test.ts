import { manifest } from "../../policies/examples/servers.ts";
import { rules } from "../../policies/rules/index.ts";
import { judged } from "./judging.ts";
import { container, document, found, ofWorker, undecided, workload } from "./spelled.ts";

const pod = "spec.template.spec";

describe.each(["ReplicaSet", "ReplicationController"])("a %s is a workload like others", (kind) => {
  const text = workload({
    kind,
    labels: ofWorker,
    name: "w-worker",
    own: "replicas: 900, ",
    pod: 'hostNetwork: true, containers: [{name: c, image: "dolphinscheduler:latest", securityContext: {privileged: true}}]',
  });

  test.each([
    ["no-privileged", `${pod}.containers[0].securityContext.privileged: true`],
    ["no-host-namespaces", `${pod}.hostNetwork: true`],
    ["no-latest-tag", `${pod}.containers[0].image: "dolphinscheduler:latest"`],
    ["replicas-within-role-limits", "spec.replicas: 900"],
    ["persistent-logs", `${pod}.containers[0].volumeMounts: no volume at /opt/dolphinscheduler/logs`],
  ])("%s", (rule, expected) => {
    expect(found(rule, text)).toEqual([`a/w-worker ${expected}`]);
  });
});

test("what a patch sets in a workload of others is judged by what must not be there, and by nothing else", () => {
  const template = { spec: { containers: [{ name: "c", securityContext: { privileged: true } }], hostPID: true } };
  const patch = manifest("apps/v1", "StatefulSetPatch", "dolphinscheduler-worker", {
    spec: { replicas: 900, template },
  });
  expect(judged([patch]).findings.map(({ rule }) => rule.id)).toEqual([
    "replicas-within-role-limits",
    "no-privileged",
    "no-host-namespaces",
  ]);
});

test.each([
  ["no-added-capabilities", "capabilities: {add: [SYS_ADMIN, NET_RAW]}", "capabilities.add: SYS_ADMIN, NET_RAW"],
  ["no-added-capabilities", "capabilities: {add: [NET_BIND_SERVICE]}", undefined],
  ["no-privileged", "procMount: Unmasked", 'procMount: "Unmasked"'],
  ["no-privileged", "procMount: Default", undefined],
  ["no-privileged", "windowsOptions: {hostProcess: true}", "windowsOptions.hostProcess: true"],
])("%s of %s", (rule, security, expected) => {
  const text = workload({ pod: `containers: [{name: c, image: "x:1", securityContext: {${security}}}]` });
  const place = `a/web ${pod}.containers[0].securityContext`;
  expect(found(rule, text)).toEqual(expected === undefined ? [] : [`${place}.${expected}`]);
});

describe("jvm-heap-fits-memory-limit", () => {
  const heap = (memory: string, ...options: string[]) => {
    const env = options.map((value) => `{name: JAVA_OPTS, value: "${value}"}`).join(", ");
    const spec = `${container}, resources: {limits: {memory: ${memory}}}, env: [${env}]}]`;
    return found("jvm-heap-fits-memory-limit", workload({ labels: ofWorker, pod: spec }));
  };

  test.each([
    ['"1e9"', ["-Xmx1500m"], "env[0].value: -Xmx of 1500 MiB with a limit of 953 MiB"],
    ["1Gi", ["-Xmx1t"], "env[0].value: -Xmx of 1048576 MiB with a limit of 1024 MiB"],
    ["1Gi", ["-Xmx512m -XX:MaxHeapSize=16g"], "env[0].value: -Xmx of 16384 MiB with a limit of 1024 MiB"],
    ["1Gi", ["-Xmx512m", "-Xmx16g"], "env[1].value: -Xmx of 16384 MiB with a limit of 1024 MiB"],
    ["1Gi", ["-Xmx16g", "-XX:MaxHeapSize=16g -Xmx512m"], undefined],
  ])("with a limit of %s: %j", (memory, options, expected) => {
    expect(heap(memory, ...options)).toEqual(expected === undefined ? [] : [`a/web ${pod}.containers[0].${expected}`]);
  });
});

test("a registry in trusted registries may end with a slash", () => {
  const text = workload({
    pod: 'containers: [{name: c, image: "registry.example.com/a/b:1"}, {name: d, image: "registry.example.com.evil.org/b:1"}]',
  });
  const expected = [`a/web ${pod}.containers[1].image: "registry.example.com.evil.org/b:1"`];
  expect(found("allowed-registries", text, { registries: ["registry.example.com/"] })).toEqual(expected);
});

describe("a sign that is not known yet", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const metadata = `{name: prod-worker, namespace: a, labels: ${unknown}}`;
  const spec = (image: string) =>
    `spec: {replicas: 900, template: {spec: {containers: [{name: worker, image: "${image}"}]}}}`;

  test("leaves rules about its role undecided", () => {
    const undecidedRules = undecided(document("apps/v1", "StatefulSet", metadata, spec("example.com/x:1")));
    expect(undecidedRules).toContain("replicas-within-role-limits metadata.labels");
    expect(undecidedRules).toContain("one-version-across-components metadata.labels");
  });

  test("changes nothing where another tells the role", () => {
    const text = document("apps/v1", "StatefulSet", metadata, spec("dolphinscheduler-worker:1"));
    expect(found("replicas-within-role-limits", text)).toEqual(["a/prod-worker spec.replicas: 900"]);
    expect(undecided(text).filter((it) => it.endsWith("metadata.labels"))).toEqual([]);
  });

  test("may be what seems to be missing: a budget of a namespace that is made on the way", () => {
    const web = workload({ own: "replicas: 3, ", pod: 'containers: [{name: c, image: "x:1"}]' });
    const budget = document(
      "policy/v1",
      "PodDisruptionBudget",
      `{name: b, namespace: ${unknown}}`,
      "spec: {selector: {matchLabels: {app: web}}}",
    );
    expect(found("require-pdb", web)).toHaveLength(1);
    expect(found("require-pdb", web + budget)).toEqual([]);
    expect(undecided(web + budget)).toContain("require-pdb metadata.namespace");
  });
});

test("every rule about pods knows every kind that makes them", () => {
  const partial = rules.filter(
    (rule) =>
      rule.scope === "object" &&
      rule.types.includes("kubernetes:apps/v1:Deployment") &&
      !rule.types.includes("kubernetes:apps/v1:ReplicaSet"),
  );
  expect(partial.map(({ id }) => id)).toEqual([]);
});
