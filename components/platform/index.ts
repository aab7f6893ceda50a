import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { grafanaLogin } from "./grafana.ts";
import { describeRange } from "./kubernetes-version.ts";
import { operatorReleases, releaseFor } from "./operators.ts";
import type { OperatorName, OperatorRelease } from "./types.ts";
import { operatorValues } from "./values.ts";

export { operatorReleases, releaseFor } from "./operators.ts";
export type { KubernetesRange, OperatorName, OperatorRelease } from "./types.ts";

export interface PlatformOperatorArgs {
  readonly operator: OperatorName;
  /** Namespace of the operator. That of kube-prometheus-stack is made here, the others by Helm where they are missing. */
  readonly namespace: string;
  /** Minor version of the cluster: "1.34". Undefined takes the newest release. */
  readonly kubernetesVersion: string | undefined;
}

/**
 * An operator, once for the whole cluster, as a Helm release of a fixed version that its makers test on the cluster's
 * version of Kubernetes. Its definitions stay when the release goes.
 *
 * A release and not a `Chart`: some of these charts make their certificates in hooks.
 *
 * Throws `InputPropertyError` where no known release is tested on that version.
 */
export class PlatformOperator extends pulumi.ComponentResource {
  constructor(name: string, args: PlatformOperatorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:platform:PlatformOperator", name, {}, opts);
    const { namespace, operator } = args;
    const { chart, repository, version } = chosenRelease(args);

    const child = childOptions(this, opts);
    const ground = operator === "kubePrometheusStack" ? grafanaLogin(name, namespace, child) : [];
    new kubernetes.helm.v3.Release(
      name,
      {
        chart,
        createNamespace: ground.length === 0,
        name: chart,
        namespace,
        repositoryOpts: { repo: repository },
        values: operatorValues(operator),
        version,
      },
      pulumi.mergeOptions(child, { dependsOn: [...ground] }),
    );
    this.registerOutputs();
  }
}

function chosenRelease({ kubernetesVersion, operator }: PlatformOperatorArgs): OperatorRelease {
  const release = releaseFor(operator, kubernetesVersion);
  if (release !== undefined) return release;
  const tested = operatorReleases[operator].map((known) => describeRange(known.kubernetes)).join(", ");
  throw new pulumi.InputPropertyError({
    propertyPath: "kubernetesVersion",
    reason: `no known release of ${operator} is tested on "${kubernetesVersion}"; allowed are ${tested}.`,
  });
}
