import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import { labels } from "../kubernetes/labels.ts";
import { adminSecretName } from "./names.ts";
import { adminUser } from "./password.ts";
import { adminIdentity } from "./run.ts";
import type { AdminSpec } from "./types.ts";

export { saltSecretName } from "./names.ts";
export { adminRun } from "./run.ts";
export { DatasourceSalt, type DatasourceSaltArgs } from "./salt.ts";
export type { AdminSpec } from "./types.ts";

export interface AdminLoginArgs {
  readonly spec: AdminSpec;
  /** Release: prefix of the Secret's name. */
  readonly instance: string;
  readonly namespace: string;
  /** "retain" leaves the Secret when the stack is destroyed; a later `up` takes it over. */
  readonly deletion: "retain" | "delete";
}

/**
 * The administrator's login, with a generated password in the Secret `<instance>-admin` instead of the one that every
 * DolphinScheduler starts with; or the login of a Secret that is there, and then nothing is made.
 *
 * `adminRun` sets it in the database: hand it to the scheduler as `afterSchema`, and this as `beforeSchema`. So there is
 * no moment at which a server runs and the well-known password works. A password that a person chose is never touched.
 */
export class AdminLogin extends pulumi.ComponentResource {
  /** Keys `username` and `password`. */
  readonly secretName: string;

  constructor(name: string, args: AdminLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:admin:AdminLogin", name, {}, opts);
    const { instance, spec } = args;
    this.secretName = adminSecretName(instance, spec);
    if (spec.secretName === undefined) this.createSecret(name, args, childOptions(this, opts));

    this.registerOutputs({ secretName: this.secretName });
  }

  private createSecret(
    name: string,
    { deletion, instance, namespace, spec }: AdminLoginArgs,
    child: pulumi.CustomResourceOptions,
  ): void {
    const password = new random.RandomPassword(
      `${name}-password`,
      { keepers: { version: String(spec.passwordVersion) }, length: 24, special: false },
      child,
    );
    dataSecret(
      `${name}-secret`,
      {
        deletion,
        labels: labels(adminIdentity(instance)),
        name: this.secretName,
        namespace,
        type: "kubernetes.io/basic-auth",
        values: { password: password.result, username: adminUser },
      },
      child,
    );
  }
}
