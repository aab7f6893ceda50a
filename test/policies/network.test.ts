import { document, found, workload } from "./spelled.ts";

const web = workload({ own: "replicas: 3, ", pod: 'containers: [{name: c, image: "x:1"}]' });
const named = "{name: x, namespace: a}";
const policy = (spec: string) => document("networking.k8s.io/v1", "NetworkPolicy", named, `spec: {${spec}}`);
const budget = (spec: string) => document("policy/v1", "PodDisruptionBudget", named, `spec: {${spec}}`);
const service = (spec: string, name = "x") =>
  document("v1", "Service", `{name: ${name}, namespace: a}`, `spec: {${spec}}`);
const ingress = (spec: string) => document("networking.k8s.io/v1", "Ingress", named, `spec: {${spec}}`);
const asking = (operator: string, values = "") =>
  `{matchExpressions: [{key: app, operator: ${operator}${values && `, values: [${values}]`}}]}`;

const selectors = [
  [asking("In", "web, api"), true],
  [asking("In", "other"), false],
  [asking("NotIn", "other"), true],
  [asking("NotIn", "web"), false],
  [asking("Exists"), true],
  [asking("DoesNotExist"), false],
  ["{}", true],
  ["{matchLabels: {app: web}}", true],
  ["{matchLabels: {app: web}, matchExpressions: [{key: app, operator: DoesNotExist}]}", false],
] as const;

test.each(selectors)("a selector %s takes the pods of a workload: %s", (selector, takes) => {
  const uncovered = takes ? 0 : 1;
  expect(found("network-policy-covers-pods", web + policy(`podSelector: ${selector}`))).toHaveLength(uncovered);
  expect(found("require-pdb", web + budget(`maxUnavailable: 1, selector: ${selector}`))).toHaveLength(uncovered);
  expect(found("pdb-allows-disruption", web + budget(`maxUnavailable: 0, selector: ${selector}`))).toHaveLength(
    1 - uncovered,
  );
  expect(found("dangling-network-policy", web + policy(`podSelector: ${selector}`))).toHaveLength(uncovered);
});

test("a budget without a selector takes no pod", () => {
  expect(found("require-pdb", web + budget("maxUnavailable: 1"))).toHaveLength(1);
});

test.each([
  ["ingress: [{}]", 1],
  ["ingress: [{from: [], ports: []}]", 1],
  ['ingress: [{from: [{ipBlock: {cidr: "0.0.0.0/0"}}]}]', 1],
  ["ingress: []", 0],
  ["ingress: [{ports: [{port: 80}]}]", 0],
  ["ingress: [{from: [{podSelector: {}}]}]", 0],
  ["policyTypes: [Egress]", 1],
])("a policy with %s leaves open as many workloads: %d", (rest, open) => {
  expect(found("network-policy-covers-pods", web + policy(`podSelector: {}, ${rest}`))).toHaveLength(open);
});

describe("pods of every kind", () => {
  const pods = "spec: {containers: [{name: c, image: x}]}";
  const bare = document("v1", "Pod", "{name: p, namespace: a, labels: {app: bare}}", pods);
  const cron = document(
    "batch/v1",
    "CronJob",
    "{name: c, namespace: a}",
    `spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: cron}}, ${pods}}}}}`,
  );

  test.each([
    ["a bare pod", bare, "bare"],
    ["a CronJob", cron, "cron"],
  ])("%s needs a network policy, and is what one is for", (_, text, app) => {
    expect(found("network-policy-covers-pods", text)).toHaveLength(1);
    const own = text + policy(`podSelector: {matchLabels: {app: ${app}}}`);
    expect(found("network-policy-covers-pods", own)).toEqual([]);
    expect(found("dangling-network-policy", own)).toEqual([]);
  });
});

test.each([
  ["no-public-service", "spec.externalIPs: a list of 1"],
  ["scheduler-rpc-not-exposed", "spec.ports[1]: an open port of a server"],
  ["database-reachable-only-from-cluster", "spec.ports[0]: a port of x, at externalIPs"],
])("%s: addresses of its own open a ClusterIP Service", (rule, expected) => {
  const ports = "ports: [{port: 5432}, {port: 80, targetPort: 5679}]";
  expect(found(rule, service(`type: ClusterIP, externalIPs: [192.0.2.1], ${ports}`))).toEqual([`a/x ${expected}`]);
  expect(found(rule, service(`type: ClusterIP, ${ports}`))).toEqual([]);
});

describe("an Ingress", () => {
  const remap = service(
    "ports: [{name: http, port: 80, targetPort: 5679}, {name: ui, port: 81, targetPort: 12345}]",
    "remap",
  );
  const route = (port: string) => `rules: [{http: {paths: [{backend: {service: {name: remap, port: {${port}}}}}]}}]`;
  const rest = (name: string, port: string) => `defaultBackend: {service: {name: ${name}, port: {${port}}}}`;
  const place = "a/x spec.rules[0].http.paths[0].backend.service.port";
  const whole = "a/x spec.defaultBackend.service.port";

  test.each([
    [rest("remap", "number: 5679"), [whole]],
    [rest("remap", "name: http"), [whole]],
    [route("number: 80"), [place]],
    [route("name: http"), [place]],
    [route("name: worker-port"), [place]],
    [route("number: 81"), []],
    [route("name: ui"), []],
  ])("with %s leads to a server's port: %j", (spec, places) => {
    const expected = places.map((it) => `${it}: a route to a server's port`);
    expect(found("scheduler-rpc-not-exposed", remap + ingress(spec))).toEqual(expected);
  });

  test("leads nowhere by its default backend too", () => {
    expect(found("dangling-ingress", remap + ingress(rest("remap", "number: 80")))).toEqual([]);
    expect(found("dangling-ingress", remap + ingress(rest("nope", "number: 80")))).toEqual([
      'a/x spec.defaultBackend.service.name: "nope"',
    ]);
  });

  const host = "rules: [{host: a.example.com}]";
  test.each([
    ['tls: [{hosts: ["*.example.com"], secretName: s}]', host, []],
    ['tls: [{hosts: ["*.com"], secretName: s}]', host, ['spec.rules[0].host: "a.example.com"']],
    ["tls: [{secretName: s}]", host, []],
    ["tls: [{secretName: s}]", "rules: [{http: {}}]", []],
    ["tls: [{hosts: [b.example.com], secretName: s}]", "rules: [{http: {}}]", ["spec.rules[0].host: nothing"]],
    ["tls: []", rest("remap", "number: 80"), ["spec.tls: a list of 0"]],
    ["tls: [{secretName: s}]", rest("remap", "number: 80"), []],
  ])("with %s and %s", (tls, rules, expected) => {
    expect(found("ingress-tls", ingress(`${tls}, ${rules}`))).toEqual(expected.map((it) => `a/x ${it}`));
  });
});

test("a Service for pods that CloudNativePG makes leads somewhere", () => {
  const ports = "ports: [{port: 5432}]";
  expect(found("dangling-service", service(`selector: {cnpg.io/cluster: pg, role: primary}, ${ports}`))).toEqual([]);
  expect(found("dangling-service", service(`selector: {app: pg}, ${ports}`))).toHaveLength(1);
});
