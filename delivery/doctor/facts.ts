import type { EnvironmentSpec } from "../../stacks/config/index.ts";
import type { Answer } from "./finding.ts";
import type { Needs } from "./needs/index.ts";

/** A plugin of Pulumi, by name and version. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
}

/** What is on this machine. */
export interface ToolFacts {
  readonly node: string;
  readonly pulumi: Answer<string>;
  readonly kubectl: Answer<string>;
  readonly plugins: Answer<readonly Plugin[]>;
  /** Plugins that somebody else serves: PULUMI_DEBUG_PROVIDERS. */
  readonly attached: readonly string[];
  readonly backend: Answer<{ readonly url: string; readonly user: string }>;
  /** Stacks of the project that the backend knows. */
  readonly stacks: Answer<readonly string[]>;
  /** What this package and its SDK want. */
  readonly pinned: { readonly node: string; readonly pulumi: string; readonly plugins: readonly Plugin[] };
}

/** Contexts of the kubeconfig, and the one that is the current one. */
export interface Contexts {
  readonly names: readonly string[];
  readonly current: string | undefined;
}

/** A kind that the server serves. */
export interface ServedKind {
  readonly kind: string;
  /** Plural name: "statefulsets". */
  readonly resource: string;
}

/** Kinds by API version ("apps/v1"); one that is not served is not among them. */
export type Served = ReadonlyMap<string, readonly ServedKind[]>;

export interface StorageClass {
  readonly name: string;
  readonly isDefault: boolean;
  readonly expands: boolean;
  readonly reclaimPolicy: string;
  readonly bindingMode: string;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A node that is ready and takes pods. */
export interface Node {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** Cores and bytes that pods may have. */
  readonly cpu: number;
  readonly memory: number;
}

export interface NamespaceFacts {
  readonly phase: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A right to do one thing with the objects of one kind; of a whole cluster without a namespace. */
export interface Access {
  readonly namespace: string;
  readonly group: string;
  /** With a subresource: "serviceaccounts/token". */
  readonly resource: string;
  readonly verb: string;
  /** Undefined is every object. */
  readonly name?: string;
}

/** What a server says. */
export interface ClusterFacts {
  readonly version: string;
  /** Names of all API groups. */
  readonly groups: readonly string[];
  readonly served: Served;
  readonly storageClasses: Answer<readonly StorageClass[]>;
  readonly nodes: Answer<readonly Node[]>;
  /** Undefined where the stack's namespace is still to be made. */
  readonly namespace: Answer<NamespaceFacts | undefined>;
  /** Names of all DaemonSets, by which network plugins are known. */
  readonly daemonSets: Answer<readonly string[]>;
  /** Rights that were asked for and are not there. */
  readonly denied: Answer<readonly Access[]>;
  /** Types of the pull secrets that are in the namespace, by name. */
  readonly pullSecrets: Answer<ReadonlyMap<string, string>>;
}

/** What a registry says about an image. */
export type ImageStanding = "present" | "absent" | "login";

/** What the network says, seen from this machine. */
export interface OutsideFacts {
  /** Whether names of hosts lead to addresses. */
  readonly hosts: ReadonlyMap<string, Answer<"resolves">>;
  readonly images: ReadonlyMap<string, Answer<ImageStanding>>;
  /** Where the chart is on this machine already; undefined where an update has to pull it. */
  readonly chart: string | undefined;
}

/** A stack that resolves, and what its objects take for granted. */
export interface Patient {
  readonly stack: string;
  readonly spec: EnvironmentSpec;
  readonly needs: Needs;
}

export interface Facts {
  /** What the command was told. */
  readonly asked: { readonly stack: string | undefined; readonly context: string | undefined };
  readonly tools: ToolFacts;
  readonly patient: Answer<Patient>;
  readonly contexts: Answer<Contexts>;
  readonly cluster: Answer<ClusterFacts>;
  readonly outside: Answer<OutsideFacts>;
}
