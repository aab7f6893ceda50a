import { known, unknown } from "../../delivery/doctor/finding.ts";
import { cluster, facts, gp3, inCluster, node, nodes, object, patient, said, workload } from "./fixtures.ts";

const range = { path: "platform.keda", range: { first: "1.33", last: "1.33" }, allowed: "1.33", fix: "Write 1.33." };

test.each([
  ["none is asked for", [], "ok v1.34.4-eks-1"],
  ["another is asked for", [range], "problem v1.34.4-eks-1; platform.keda allows 1.33 -> Write 1.33."],
  ["it is in the range", [{ ...range, range: { first: "1.30", last: undefined } }], "ok v1.34.4-eks-1"],
])("Kubernetes' version: %s", (_, versions, expected) => {
  expect(said("Kubernetes version", inCluster({}, { versions }))).toEqual([expected]);
});

test("kinds that are missing are named with what brings them, those that are there are counted", () => {
  const needed = {
    path: "worker.autoscaling.by",
    kinds: ["keda.sh/v1alpha1/ScaledObject"],
    allowed: "",
    fix: "Install KEDA.",
  };
  const served = new Map([["keda.sh/v1alpha1", [{ kind: "ScaledObject", resource: "scaledobjects" }]]]);
  expect(said("custom kinds", inCluster({}, { kinds: [needed] }))).toEqual([
    "problem worker.autoscaling.by needs keda.sh/v1alpha1/ScaledObject -> Install KEDA.",
  ]);
  expect(said("custom kinds", inCluster({ served }, { kinds: [needed] }))).toEqual(["ok all 1 are there"]);
  expect(said("custom kinds", inCluster({}))).toEqual(["ok none is needed"]);
});

test("what scales by load needs somebody who tells the load", () => {
  const objects = [object("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", {})];
  expect(said("resource metrics", inCluster({}, { objects }))[0]).toMatch(
    /^warning not served.* -> Install metrics-server/,
  );
  expect(said("resource metrics", inCluster({ groups: ["metrics.k8s.io"] }, { objects }))).toEqual(["ok served"]);
  const brought = inCluster({}, { objects }, { platform: { metricsServer: "install" } });
  expect(said("resource metrics", brought)).toEqual(["ok installed by the stack"]);
});

const used = [{ name: undefined, users: ["StatefulSet db", "StatefulSet worker"] }];

test.each([
  ["good", [gp3], used, ["ok gp3: Retain, WaitForFirstConsumer, volumes can grow"]],
  [
    "no default",
    [{ ...gp3, isDefault: false }],
    used,
    [
      "problem no class is the default one, which StatefulSet db (and 1 more) needs; there are gp3 -> Write storage: gp3",
    ],
  ],
  [
    "none at all",
    [],
    used,
    ["problem no class is the default one, which StatefulSet db (and 1 more) needs; there is none"],
  ],
  [
    "not the named one",
    [gp3],
    [{ name: "fast", users: ["StatefulSet db"] }],
    [
      "problem fast is not there, which StatefulSet db needs; there are gp3 -> Write storage: gp3 in the stack file, or",
    ],
  ],
  [
    "no growth",
    [{ ...gp3, expands: false }],
    used,
    ["warning gp3: volumes cannot grow -> If its driver can: kubectl patch"],
  ],
  [
    "bound too early",
    [{ ...gp3, bindingMode: "Immediate" }],
    used,
    [
      "warning gp3: volumes are made before it is known in which of 3 zones their pods run -> Take a class with volumeB",
    ],
  ],
  ["a policy that dev may have", [{ ...gp3, reclaimPolicy: "Delete" }], used, ["ok gp3: Delete"]],
  ["not used", [], [], ["ok no volume is needed"]],
])("storage classes: %s", (_, classes, storage, expected) => {
  const all = said("storage classes", inCluster({ storageClasses: known(classes) }, { storage }));
  expect(all).toEqual(expected.map((it) => expect.stringContaining(it)));
});

test("in class prod data outlives its claim", () => {
  const storageClasses = known([{ ...gp3, reclaimPolicy: "Delete" }]);
  const dev = patient({ storage: used });
  const prod = known({ ...dev, spec: { ...dev.spec, class: "prod" as const } });
  expect(said("storage classes", facts({ cluster: known({ ...cluster, storageClasses }), patient: prod }))).toEqual([
    expect.stringMatching(/^warning gp3: who deletes a claim.*Retain/),
  ]);
});

const gibibytes = (number: number) => number * 2 ** 30;
const large = workload({ cpu: 8 });
const taint = { key: "team", value: "ml", effect: "NoSchedule" };
const tainted = nodes.map((it) => ({ ...it, taints: [taint] }));
const tolerant = (operator: string, value: string) => [{ key: "team", operator, value, effect: undefined }];

test.each([
  ["enough", nodes, [workload()], [], /^ok pods ask for 3 cores and 3 GiB, 3 nodes have 12 cores and 24 GiB/],
  ["no node", [], [workload()], [], /^problem no node is ready/],
  [
    "a pod larger than any node",
    nodes,
    [large],
    [],
    /^problem a pod of StatefulSet worker asks for 8 cores and 1 GiB.* -> Add a larger/,
  ],
  ["the same where nodes are added by themselves", nodes, [large], ["karpenter.sh"], /^warning a pod of/],
  [
    "more pods than all nodes hold",
    nodes,
    [workload({ pods: 13 })],
    [],
    /^problem pods ask for 13 cores.* -> Add nodes/,
  ],
  ["too little memory", nodes, [workload({ memory: gibibytes(9) })], [], /^problem a pod of .*9 GiB/],
  ["nodes for others only", tainted, [workload()], [], /^problem a pod of/],
  ["a toleration of the value", tainted, [workload({ tolerations: tolerant("Equal", "ml") })], [], /^ok/],
  ["a toleration of another value", tainted, [workload({ tolerations: tolerant("Equal", "x") })], [], /^problem/],
  ["a toleration of any value", tainted, [workload({ tolerations: tolerant("Exists", "") })], [], /^ok/],
  ["a selector that fits none", nodes, [workload({ nodeSelector: { disk: "ssd" } })], [], /^problem a pod of/],
])("room: %s", (_, all, workloads, groups, expected) => {
  const says = said("room", inCluster({ nodes: known(all), groups }, { workloads }));
  expect(says).toEqual([expect.stringMatching(expected)]);
});

test.each([
  ["apart on as many nodes", nodes, [workload({ apart: "required" })], [/^ok 3 nodes in 3 zones$/]],
  [
    "more pods than nodes",
    nodes,
    [workload({ apart: "required", pods: 5, title: "StatefulSet x-zookeeper" })],
    [
      /^problem .*its 5 pods must not share a node, and 3 may run them -> Add 2 more, or write fewer replicas or members\./,
    ],
  ],
  ["wished to be apart", nodes, [workload({ pods: 5 })], [/^ok/]],
  ["one zone", [node(), node()], [workload()], [/^warning all nodes are in a -> Add nodes in two more zones/]],
  ["one zone, and one pod of each", [node()], [workload({ pods: 1 })], [/^ok/]],
  ["no zone", [node({ labels: {} })], [workload()], [/^warning nodes name no zone/]],
])("spread: %s", (_, all, workloads, expected) => {
  const says = said("spread", inCluster({ nodes: known(all) }, { workloads }));
  expect(says).toEqual(expected.map((it) => expect.stringMatching(it)));
});

test.each([
  ["still to be made", undefined, /^ok data is still to be made, with Pod Security "restricted"$/],
  [
    "as the stack has it",
    { phase: "Active", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    /^ok data enforces/,
  ],
  [
    "of another level",
    { phase: "Active", labels: {} },
    /^warning data enforces Pod Security of no level, the stack "restricted" -> /,
  ],
  ["on its way out", { phase: "Terminating", labels: {} }, /^problem data is being deleted.* -> Wait until it is gone/],
])("the namespace is %s", (_, found, expected) => {
  expect(said("namespace", inCluster({ namespace: known(found) }))).toEqual([expect.stringMatching(expected)]);
});

test.each([
  [["calico-node", "kube-proxy"], /^ok Calico/],
  [["aws-node", "cilium"], /^ok Cilium/],
  [["aws-node"], /^warning the VPC CNI of AWS .* -> .*enableNetworkPolicy/],
  [["kube-flannel-ds"], /^problem Flannel does not enforce them/],
  [["kube-proxy"], /^skipped no network plugin is recognized/],
])("network policies with %j", (daemonSets, expected) => {
  expect(said("network policies", inCluster({ daemonSets: known(daemonSets) }))).toEqual([
    expect.stringMatching(expected),
  ]);
});

test("rights that are missing are told by namespace and group, with the rule that grants them", () => {
  const access = (group: string, resource: string, verb: string) => ({ namespace: "data", group, resource, verb });
  const denied = [
    access("apps", "statefulsets", "patch"),
    access("apps", "statefulsets", "create"),
    access("apps", "deployments", "create"),
    { ...access("", "namespaces", "create"), namespace: "" },
  ];
  expect(said("permissions", inCluster({ denied: known(denied) }))).toEqual([
    "problem you may not, in data: create, patch statefulsets; create deployments of apps -> A Role in data bound to you " +
      'grants it by the rules {apiGroups: ["apps"], resources: [statefulsets], verbs: [create, patch]}, ' +
      '{apiGroups: ["apps"], resources: [deployments], verbs: [create]}',
    "problem you may not, in the whole cluster: create namespaces -> A ClusterRole bound to you grants it by the rules " +
      '{apiGroups: [""], resources: [namespaces], verbs: [create]}',
  ]);
});

test("what may not be seen is left out with that reason, and called neither good nor bad", () => {
  const why = "nodes is forbidden";
  const blind = {
    nodes: unknown(why),
    storageClasses: unknown(why),
    daemonSets: unknown(why),
    namespace: unknown(why),
    denied: unknown(why),
  };
  const from = inCluster(blind, { storage: used, workloads: [workload()] });
  for (const check of ["room", "spread", "storage classes", "network policies", "namespace", "permissions"])
    expect(said(check, from)).toEqual([`skipped ${why}`]);
});
