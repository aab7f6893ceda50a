import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "./config/index.ts";

/** What has a name of its own outside of the cluster, and the passwords that go with it. */
const kept = /^(aws|random):/;

/**
 * Lets what is in AWS follow an environment that was renamed: the engine takes each for the resource of the former name,
 * where it would otherwise make a second one and give the first up.
 */
export function followRename({ formerName, name }: Pick<EnvironmentSpec, "formerName" | "name">) {
  if (formerName === undefined) return [];
  const follow: pulumi.ResourceTransformation = ({ name: resource, opts, props, type }) => {
    if (!kept.test(type) || !resource.startsWith(`${name}-`)) return { opts, props };
    const former = { name: `${formerName}${resource.slice(name.length)}` };
    return { opts: { ...opts, aliases: [...(opts.aliases ?? []), former] }, props };
  };
  return [follow];
}
