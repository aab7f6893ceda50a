/** How the Secrets of an environment come into the cluster, where no value of one is in the repository. */
export type GitopsSecrets =
  /** Nothing but Secrets that somebody else made. */
  | { readonly from: "existing" }
  /** The External Secrets Operator reads the entry `<prefix>/<name of the Secret>` of a store. */
  | {
      readonly from: "store";
      readonly store: { readonly kind: "SecretStore" | "ClusterSecretStore"; readonly name: string };
      readonly prefix: string;
      readonly refreshSeconds: number;
    }
  /** SealedSecrets in a folder beside the stack file, one a file, made with kubeseal. */
  | { readonly from: "sealed"; readonly folder: string };

/** When Argo CD may sync. */
export interface SyncWindow {
  readonly kind: "allow" | "deny";
  /** When the window begins, in cron's form. */
  readonly schedule: string;
  /** How long it is open: "2h". */
  readonly duration: string;
}

/** How an environment is delivered from a repository by Argo CD. */
export interface GitopsSpec {
  /** Name of the Application and of its AppProject, unique in Argo CD. */
  readonly application: string;
  /** URL of the repository that holds the rendered folder. */
  readonly repository: string;
  /** Path of the rendered folder in the repository. */
  readonly path: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  readonly secrets: GitopsSecrets;
  /** "automatic" follows the repository, removes what left it, and undoes edits by hand; "manual" waits for a person. */
  readonly sync: "automatic" | "manual";
  readonly windows: readonly SyncWindow[];
  /** Recipients by service of Argo CD's notifications: {slack: "data-platform"}. */
  readonly notifications: Readonly<Record<string, string>>;
  /** Namespace that Argo CD runs in. */
  readonly argocdNamespace: string;
  /** Name of the environment's cluster in Argo CD. */
  readonly cluster: string;
}

/** A kind of object; the group of Kubernetes' first kinds is "". */
export interface Kind {
  readonly group: string;
  readonly kind: string;
}

/** A workload whose number of pods somebody else decides. */
export interface ScaledWorkload extends Kind {
  readonly name: string;
}

/** What is to know of a rendered folder to deliver it. */
export interface Contents {
  /** Kinds in namespaces, sorted. */
  readonly kinds: readonly Kind[];
  /** Kinds outside of namespaces, sorted. */
  readonly clusterKinds: readonly Kind[];
  /** Namespaces that its objects are in, sorted. */
  readonly namespaces: readonly string[];
  readonly scaled: readonly ScaledWorkload[];
}

/** An environment as Argo CD knows it. */
export interface GitopsArgs {
  /** Release: value of the objects' instance label. */
  readonly instance: string;
  /** The environment's namespace. */
  readonly namespace: string;
  /** Time zone of the sync windows. */
  readonly timezone: string;
  readonly spec: GitopsSpec;
  readonly contents: Contents;
}

export interface ApplicationSetArgs {
  /** Name of the ApplicationSet. */
  readonly name: string;
  /** At least one; each has an AppProject of its own. */
  readonly environments: readonly [GitopsArgs, ...GitopsArgs[]];
  /** What all Applications have in common. */
  readonly common: Pick<GitopsSpec, "argocdNamespace" | "notifications" | "sync">;
}
