import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import { labels } from "../kubernetes/labels.ts";
import { saltSecretName } from "./names.ts";

export interface DatasourceSaltArgs {
  /** Release: prefix of the Secret's name. */
  readonly instance: string;
  readonly namespace: string;
  /** Unique id that the cluster gave the namespace: what the salt is made from. */
  readonly namespaceId: pulumi.Input<string | undefined>;
  readonly deletion: "retain" | "delete";
}

/**
 * The salt of stored data source passwords, in the Secret `<instance>-datasource-salt`, key `salt`.
 *
 * It is made from the namespace's id and not drawn at random: a stack that was destroyed and comes back to its retained
 * namespace must find the same salt, because no stored password can be read with another
 * (docs/adr/0008-datasource-salt.md).
 */
export class DatasourceSalt extends pulumi.ComponentResource {
  readonly secretName: string;
  /** What a pod that takes the salt waits for. */
  readonly secret: pulumi.CustomResource;

  constructor(name: string, args: DatasourceSaltArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:admin:DatasourceSalt", name, {}, opts);
    const { deletion, instance, namespace, namespaceId } = args;
    this.secretName = saltSecretName(instance);
    this.secret = dataSecret(
      `${name}-secret`,
      {
        deletion,
        labels: labels({ component: "datasource-salt", instance, name: "dolphinscheduler" }),
        name: this.secretName,
        namespace,
        type: "Opaque",
        values: { salt: pulumi.secret(pulumi.output(namespaceId).apply((id) => saltOf(known(id, namespace)))) },
      },
      childOptions(this, opts),
    );
    this.registerOutputs({ secretName: this.secretName });
  }
}

/** 32 characters that follow from the namespace's id and from nothing else. */
export function saltOf(namespaceId: string): string {
  return createHash("sha256").update(`datasource salt of ${namespaceId}`).digest("hex").slice(0, 32);
}

/** A preview has no id for a namespace that is still to come; an update without one must not use a constant as salt. */
function known(id: string | undefined, namespace: string): string {
  if (id || pulumi.runtime.isDryRun()) return id ?? "";
  throw new Error(
    `namespace ${namespace}: the Kubernetes plugin reported no uid, which the datasource salt is made from`,
  );
}
