import type { GitopsArgs } from "../../components/gitops/types.ts";
import type { ImportFile } from "./import-file.ts";

/** An object for the folder, as the cluster gets it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** An object of the program, and what is to know of it to place it. */
export interface Planned {
  readonly manifest: Manifest;
  readonly urn: string;
  /** The component that registered it, as `<folder>:<class>`. */
  readonly component: string;
  /** It outlives its environment: it holds data, or what opens them. */
  readonly retained: boolean;
  readonly wave: number;
}

/** A Secret of the program, its values decoded. */
export interface PlannedSecret extends Planned {
  /** What follows from the configuration and is no secret. */
  readonly open: Readonly<Record<string, string>>;
  /** Keys whose values must not be in a file, or are not known here; sorted. */
  readonly hidden: readonly string[];
}

/** Something that an update would make, and the folder does not hold. */
export interface Outside {
  readonly kind: string;
  readonly name: string;
  readonly why: string;
}

/** An entry that the store must hold. */
export interface StoreEntry {
  readonly key: string;
  readonly properties: readonly string[];
  readonly secret: string;
}

export interface Rendering {
  /** Content of each file by its path in the folder, in the order of the paths. */
  readonly files: Readonly<Record<string, string>>;
  readonly manifests: readonly Manifest[];
  readonly outside: readonly Outside[];
  readonly entries: readonly StoreEntry[];
  /** What `GitopsEnvironment` takes; undefined where the stack says nothing of a repository. */
  readonly argocd: GitopsArgs | undefined;
  /** What `pulumi import --file` takes to bring the objects into a stack. */
  readonly importFile: (into: { readonly project: string; readonly stack: string }) => ImportFile;
}
