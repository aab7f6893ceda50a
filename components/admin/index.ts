import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import { labels } from "../kubernetes/labels.ts";
import type { SchedulerSpec } from "../scheduler/index.ts";
import { adminAccountName, adminIdentity, adminJob, adminSecretName } from "./job.ts";
import { adminUser } from "./password.ts";
import type { AdminSpec } from "./types.ts";

export { adminIdentity } from "./job.ts";
export { DatasourceSalt, type DatasourceSaltArgs, saltSecretName } from "./salt.ts";
export type { AdminSpec } from "./types.ts";

export interface AdminLoginArgs {
  readonly spec: AdminSpec;
  /** The scheduler whose database holds the login. */
  readonly scheduler: SchedulerSpec;
  /** "retain" leaves the Secret when the stack is destroyed; a later `up` takes it over. */
  readonly deletion: "retain" | "delete";
}

/**
 * The administrator's login, with a generated password in the Secret `<instance>-admin` instead of the one that every
 * DolphinScheduler starts with.
 *
 * A Job sets it in the database after the schema is made and before any server runs (`SchedulerArgs.beforeServers`), so
 * there is no moment at which the well-known password works. A password that a person chose is never touched.
 */
export class AdminLogin extends pulumi.ComponentResource {
  /** Keys `username` and `password`. */
  readonly secretName: string;
  readonly job: kubernetes.batch.v1.Job;

  constructor(name: string, args: AdminLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:admin:AdminLogin", name, {}, opts);
    const { deletion, scheduler, spec } = args;
    const { name: instance, namespace } = scheduler;
    const child = childOptions(this, opts);
    this.secretName = adminSecretName(instance);

    const password = new random.RandomPassword(
      `${name}-password`,
      { keepers: { version: String(spec.passwordVersion) }, length: 24, special: false },
      child,
    );
    const secret = dataSecret(
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
    const account = new kubernetes.core.v1.ServiceAccount(
      `${name}-account`,
      {
        automountServiceAccountToken: false,
        metadata: { labels: labels(adminIdentity(instance)), name: adminAccountName(instance), namespace },
      },
      child,
    );
    this.job = new kubernetes.batch.v1.Job(
      `${name}-job`,
      adminJob(scheduler, spec),
      pulumi.mergeOptions(child, { dependsOn: [secret, account] }),
    );

    this.registerOutputs({ secretName: this.secretName });
  }
}
