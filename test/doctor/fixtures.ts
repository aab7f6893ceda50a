import type {
  ClusterFacts,
  Facts,
  Node,
  OutsideFacts,
  Patient,
  StorageClass,
  ToolFacts,
} from "../../delivery/doctor/facts.ts";
import { type Finding, known } from "../../delivery/doctor/finding.ts";
import { diagnose } from "../../delivery/doctor/index.ts";
import type { Needs } from "../../delivery/doctor/needs/index.ts";
import type { Workload } from "../../delivery/doctor/needs/pods.ts";
import type { RenderedObject } from "../../stacks/check/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";

/** An object as the check renders it. */
export function object(type: string, inputs: object, more: Partial<RenderedObject> = {}): RenderedObject {
  const common = { component: "", name: "x", protect: false, remote: false, retainOnDelete: false, urn: "urn" };
  return { ...common, type, inputs: inputs as RenderedObject["inputs"], ...more };
}

export const metadata = (name: string, more: object = {}) => ({ name, namespace: "data", ...more });

const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };
const namespace = object("kubernetes:core/v1:Namespace", {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "data", labels: restricted },
});

export const spec = (input: object = {}) => resolveOrThrow({ class: "dev", namespace: "data", ...input }).spec;

export const needs = (more: Partial<Needs> = {}): Needs => ({
  hosts: [],
  images: [],
  kinds: [],
  objects: [namespace],
  storage: [],
  versions: [],
  workloads: [],
  ...more,
});

export const patient = (more: Partial<Needs> = {}, input: object = {}): Patient => ({
  stack: "dev",
  spec: spec(input),
  needs: needs(more),
});

export const tools: ToolFacts = {
  node: "24.1.0",
  pulumi: known("3.259.0"),
  kubectl: known("v1.34.4"),
  plugins: known([{ name: "kubernetes", version: "4.32.0" }]),
  attached: [],
  backend: known({ url: "s3://state", user: "me" }),
  stacks: known(["dev"]),
  pinned: {
    node: ">=24",
    pulumi: "3.259.0",
    plugins: [
      { name: "kubernetes", version: "4.32.0" },
      { name: "aws", version: "7.48.0" },
    ],
  },
};

export const zone = "topology.kubernetes.io/zone";

export const node = (more: Partial<Node> = {}): Node => ({
  name: "n",
  labels: { [zone]: "a" },
  taints: [],
  cpu: 4,
  memory: 8 * 2 ** 30,
  ...more,
});

export const nodes = ["a", "b", "c"].map((it) => node({ name: it, labels: { [zone]: it } }));

export const gp3: StorageClass = {
  name: "gp3",
  isDefault: true,
  expands: true,
  reclaimPolicy: "Retain",
  bindingMode: "WaitForFirstConsumer",
};

export const cluster: ClusterFacts = {
  version: "v1.34.4-eks-1",
  groups: ["apps"],
  served: new Map(),
  storageClasses: known([gp3]),
  nodes: known(nodes),
  namespace: known({ phase: "Active", labels: restricted }),
  daemonSets: known(["cilium"]),
  denied: known([]),
  pullSecrets: known(new Map()),
};

export const workload = (more: Partial<Workload> = {}): Workload => ({
  title: "StatefulSet worker",
  pods: 3,
  cpu: 1,
  memory: 2 ** 30,
  nodeSelector: {},
  tolerations: [],
  apart: "wished",
  ...more,
});

export const outside: OutsideFacts = { chart: undefined, hosts: new Map(), images: new Map() };

/** Facts of a healthy world, but for what is given. */
export const facts = (more: Partial<Facts> = {}): Facts => ({
  asked: { stack: "dev", context: undefined },
  tools,
  patient: known(patient()),
  contexts: known({ names: ["lab"], current: "lab" }),
  cluster: known(cluster),
  outside: known(outside),
  ...more,
});

export const inCluster = (found: Partial<ClusterFacts>, needed: Partial<Needs> = {}, input: object = {}): Facts =>
  facts({ cluster: known({ ...cluster, ...found }), patient: known(patient(needed, input)) });

/** What one check says, as `<state> <text>`, the fix behind an arrow. */
export function said(check: string, from: Facts): readonly string[] {
  return diagnose(from)
    .filter((it) => it.check === check)
    .map(words);
}

const words = (it: Finding) => `${it.state} ${it.says}${"fix" in it ? ` -> ${it.fix}` : ""}`;
