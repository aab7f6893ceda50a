import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Policy } from "./policies.ts";

/** Registers policies as children, each named after what it is for. */
export function registerPolicies(
  name: string,
  instance: string,
  policies: readonly Policy[],
  opts: pulumi.CustomResourceOptions,
): void {
  for (const policy of policies) {
    const purpose = policy.metadata.name.slice(instance.length + 1);
    new kubernetes.networking.v1.NetworkPolicy(`${name}-${purpose}`, policy, opts);
  }
}
