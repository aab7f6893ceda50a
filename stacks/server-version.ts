import { constraint, describeRange } from "../components/platform/kubernetes-version.ts";
import { releaseFor } from "../components/platform/operators.ts";
import { type KubernetesRange, operatorNames } from "../components/platform/types.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/** What the server's version must be, and what to say where it is not. */
export interface Expectation {
  readonly path: string;
  readonly range: KubernetesRange;
  readonly allowed: string;
  readonly fix: string;
}

/** The same with the range as Helm reads it: see `constraint`. */
export type Constraint = Omit<Expectation, "range"> & { readonly constraint: string };

/** What an environment takes for granted of its server's version. */
export function expectations(spec: Pick<EnvironmentSpec, "cluster" | "platform">): Constraint[] {
  return versionRanges(spec).map(({ range, ...rest }) => ({ ...rest, constraint: constraint(range) }));
}

/** The same as ranges. */
export function versionRanges({ cluster, platform }: Pick<EnvironmentSpec, "cluster" | "platform">): Expectation[] {
  const { kubernetesVersion: written } = cluster;
  if (written !== undefined) {
    const range = { first: written, last: written };
    return [
      {
        path: "cluster.kubernetesVersion",
        range,
        allowed: `${written}, which the stack file says`,
        fix: "Write the server's minor version there, and what `platform` installs is chosen and checked by it.",
      },
    ];
  }
  return operatorNames.flatMap((operator) => {
    const release = platform[operator] === "install" ? releaseFor(operator, written) : undefined;
    if (release === undefined) return [];
    return [
      {
        path: `platform.${operator}`,
        range: release.kubernetes,
        allowed: `${describeRange(release.kubernetes)}, on which ${release.chart} ${release.version} is tested`,
        fix: "Write the server's minor version at cluster.kubernetesVersion: another release may be tested on it.",
      },
    ];
  });
}
