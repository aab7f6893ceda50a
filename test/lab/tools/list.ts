import { createHash } from "node:crypto";

/** A tool that `go build` makes of a published Go module. */
export interface Tool {
  name: string;
  /** Path and version of the Go module. */
  module: string;
  version: string;
  /** Packages to build, one binary each. */
  packages: string[];
  /** Language version of the module file; at least what the module itself declares. */
  go: string;
  /** Replace directives the module relies on but cannot hand on to those who build it. */
  replace?: Record<string, string>;
  /** Set when the module's go.mod replaces siblings by local folders: the version they are published under. */
  siblings?: string;
  /** String variables to set at link time, by package path and name. */
  variables?: Record<string, string>;
  tags?: string;
  /** Seconds of a cold build on two cores, told to whoever waits. */
  expected: number;
}

/** Must be the version of the npm package `pulumi`: its launcher looks for exactly that one. */
export const pulumi: Tool = {
  name: "pulumi",
  module: "github.com/pulumi/pulumi/pkg/v3",
  version: "v3.259.0",
  packages: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
  go: "1.26.0",
  replace: { "github.com/atotto/clipboard": "github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e" },
  variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "v3.259.0" },
  expected: 320,
};

export const kubernetes: Tool = {
  name: "kubernetes",
  module: "k8s.io/kubernetes",
  version: "v1.34.4",
  packages: [
    "k8s.io/kubernetes/cmd/kube-apiserver",
    "k8s.io/kubernetes/cmd/kube-controller-manager",
    "k8s.io/kubernetes/cmd/kube-scheduler",
    "k8s.io/kubernetes/cmd/kubectl",
  ],
  go: "1.24.0",
  siblings: "v0.34.4",
  variables: {
    "k8s.io/component-base/version.gitVersion": "v1.34.4",
    "k8s.io/component-base/version.gitMajor": "1",
    "k8s.io/component-base/version.gitMinor": "34",
    "k8s.io/component-base/version.gitTreeState": "clean",
  },
  expected: 330,
};

export const etcd: Tool = {
  name: "etcd",
  module: "go.etcd.io/etcd/server/v3",
  version: "v3.6.16",
  packages: ["go.etcd.io/etcd/server/v3"],
  go: "1.26.0",
  expected: 60,
};

export const kwok: Tool = {
  name: "kwok",
  module: "sigs.k8s.io/kwok",
  version: "v0.7.0",
  packages: ["sigs.k8s.io/kwok/cmd/kwok", "sigs.k8s.io/kwok/cmd/kwokctl"],
  go: "1.24.0",
  expected: 180,
};

export const helm: Tool = {
  name: "helm",
  module: "helm.sh/helm/v3",
  version: "v3.22.0",
  packages: ["helm.sh/helm/v3/cmd/helm"],
  go: "1.26.0",
  expected: 85,
};

/** All that the lab runs; Pulumi's CLI is among them only where it cannot be downloaded. */
export const labTools = [kubernetes, etcd, kwok, helm];

/** Changes whenever anything that decides the binaries changes, so that a stale build is never used. */
export function cacheKey(tool: Tool, platform: string): string {
  const { expected: _, ...decides } = tool;
  return createHash("sha256")
    .update(JSON.stringify([decides, platform]))
    .digest("hex")
    .slice(0, 12);
}

/** Names of the tool's binaries: the tool's own, or those of its packages when there are several. */
export function binaryNames(tool: Tool): string[] {
  if (tool.packages.length === 1) return [tool.name];
  return tool.packages.map((pkg) => pkg.slice(pkg.lastIndexOf("/") + 1));
}
