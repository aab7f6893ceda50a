import type * as pulumi from "@pulumi/pulumi";

/**
 * Options of a component's children. The SDK does not hand `dependsOn` down, so without this a child would not wait
 * for the namespace that the component depends on.
 */
export function childOptions(
  parent: pulumi.Resource,
  opts: pulumi.ComponentResourceOptions | undefined,
): pulumi.CustomResourceOptions {
  return opts?.dependsOn === undefined ? { parent } : { dependsOn: opts.dependsOn, parent };
}
