import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { Instance } from "@pulumi/aws/rds/instance.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { encryptionKey } from "../../aws/key.ts";
import { kept } from "../../aws/retention.ts";
import type { AwsSpec } from "../../aws/types.ts";
import { tlsParameters } from "../../binding/ca.ts";
import { refuse } from "../../binding/checks.ts";
import { childOptions } from "../../binding/children.ts";
import { dataSecret } from "../../binding/secret.ts";
import type { Endpoint, PostgresBinding } from "../../binding/types.ts";
import { type Identity, labels } from "../../kubernetes/labels.ts";
import { caBundle } from "../ca-bundle.ts";
import { checkDatabase } from "../check.ts";
import { databaseEndpoint } from "../endpoint.ts";
import { postgresqlPort, postgresqlSecretName } from "../postgresql.ts";
import type { RdsSpec } from "../types.ts";
import { type InstanceSurroundings, instanceArgs, type Origin } from "./instance.ts";
import { instances } from "./names.ts";
import * as surroundings from "./surroundings.ts";

export interface RdsDatabaseArgs {
  /** Release that the database belongs to, and prefix of its Kubernetes objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers. */
  readonly namespace: string;
  readonly spec: RdsSpec;
  readonly aws: AwsSpec;
  /** "retain" protects the data and leaves all of it in AWS when the stack is destroyed. */
  readonly deletion: "retain" | "delete";
}

/**
 * The scheduler's PostgreSQL as an instance of Amazon RDS: encrypted with a key of its own, in private subnets, open to
 * the cluster alone, with a standby, backups and monitoring.
 *
 * Consumers verify the server by the name in its certificate, so the binding holds the instance's own address. The
 * Service `<instance>-database` is an alias of it for people and their tools.
 *
 * Needs an AWS and a Kubernetes provider. Throws `InputPropertiesError` with every wrong argument at once.
 */
export class RdsDatabase extends pulumi.ComponentResource {
  readonly binding: PostgresBinding;
  /** Where the server is reached; a network policy opens this and nothing else. */
  readonly endpoint: Endpoint;
  /** What a consumer must depend on: the server accepts connections and the binding's Secret exists. */
  readonly ready: pulumi.CustomResource[];

  constructor(name: string, args: RdsDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:database:RdsDatabase", name, {}, opts);
    const { instance, spec } = args;
    refuse(`RdsDatabase "${name}"`, checkDatabase(instance, spec));
    this.endpoint = databaseEndpoint(instance, spec);

    const child = childOptions(this, opts);
    const { serving } = instances(spec);
    const ca = caBundle(name, { ...args, spec: spec.caBundle }, child);
    this.binding = {
      caBundle: ca.bundle,
      parameters: tlsParameters("verify-full", ca.bundle),
      revision: `${serving}/${spec.passwordVersion}`,
      secretName: postgresqlSecretName(instance),
      type: "postgresql",
    };

    const password = new random.RandomPassword(
      `${name}-password`,
      { keepers: { version: String(spec.passwordVersion) }, length: 32, special: false },
      child,
    );
    const server = this.createInstances(name, args, password.result, child);
    const secret = this.createBinding(name, args, { address: server.address, password: password.result }, child);
    this.ready = [server, secret, ...ca.made];

    this.registerOutputs({ binding: this.binding });
  }

  /** Makes every instance and returns the one that the scheduler uses. */
  private createInstances(
    name: string,
    args: RdsDatabaseArgs,
    password: pulumi.Input<string>,
    child: pulumi.CustomResourceOptions,
  ): Instance {
    const { deletion, spec } = args;
    const around = this.createSurroundings(name, args, password, child);
    const options: pulumi.CustomResourceOptions = {
      ...kept(deletion),
      customTimeouts: { create: "2h", delete: "2h", update: "2h" },
      dependsOn: around.monitoring,
      // Read when the instance is made. Afterwards a change of them would mean another instance in its place.
      ignoreChanges: ["snapshotIdentifier", "restoreToPointInTime"],
    };
    // The name is the identifier, so that a restored instance stays the same resource when it takes over.
    const create = (identifier: string, origin: Origin) =>
      new Instance(
        `${name}-${identifier}`,
        instanceArgs(identifier, spec, deletion, origin, around),
        pulumi.mergeOptions(child, options),
      );

    const { original, restored, serving } = instances(spec);
    const first = create(original, { kind: "new" });
    if (restored === undefined || spec.restoreFrom === undefined) return first;
    const second = create(restored, spec.restoreFrom.from);
    return serving === restored ? second : first;
  }

  private createSurroundings(
    name: string,
    { aws, deletion, spec }: RdsDatabaseArgs,
    password: pulumi.Input<string>,
    child: pulumi.CustomResourceOptions,
  ): InstanceSurroundings & { readonly monitoring: pulumi.Resource } {
    const keptHere = pulumi.mergeOptions(child, kept(deletion));
    const base = surroundings.baseName(aws);
    const key = encryptionKey(
      `${name}-key`,
      { alias: base, deletion, description: `Scheduler's database ${aws.prefix}`, tags: aws.tags },
      child,
    );
    const subnets = new SubnetGroup(`${name}-subnets`, surroundings.subnetGroup(aws, spec), keptHere);
    const firewall = new SecurityGroup(`${name}-firewall`, surroundings.securityGroup(aws, spec), keptHere);
    const parameters = new ParameterGroup(
      `${name}-parameters-${spec.engineVersion}`,
      surroundings.parameterGroup(aws, spec),
      // After a major upgrade another group takes its place.
      pulumi.mergeOptions(child, kept(deletion, "forgotten")),
    );
    const { original, restored } = instances(spec);
    const identifiers = restored === undefined ? [original] : [original, restored];
    const role = new Role(`${name}-monitoring`, surroundings.monitoringRole(aws, identifiers), keptHere);
    const monitoring = new RolePolicyAttachment(
      `${name}-monitoring-policy`,
      { policyArn: surroundings.monitoringPolicyArn(aws), role: role.name },
      keptHere,
    );
    return {
      keyArn: key.arn,
      monitoring,
      monitoringRoleArn: role.arn,
      parameterGroup: parameters.name,
      password,
      securityGroupId: firewall.id,
      subnetGroup: subnets.name,
      tags: aws.tags,
    };
  }

  private createBinding(
    name: string,
    { deletion, instance, namespace, spec }: RdsDatabaseArgs,
    { address, password }: { readonly address: pulumi.Input<string>; readonly password: pulumi.Input<string> },
    child: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource {
    const identity: Identity = { component: "database", instance, name: "rds" };
    const secretName = postgresqlSecretName(instance);
    new kubernetes.core.v1.Service(
      `${name}-service`,
      {
        metadata: { labels: labels(identity), name: secretName, namespace },
        spec: { externalName: address, type: "ExternalName" },
      },
      child,
    );
    return dataSecret(
      `${name}-binding`,
      {
        deletion,
        labels: labels(identity),
        name: secretName,
        namespace,
        type: "servicebinding.io/postgresql",
        values: {
          database: spec.database,
          host: address,
          password,
          port: String(postgresqlPort),
          provider: "aws",
          type: "postgresql",
          username: spec.username,
        },
      },
      child,
    );
  }
}
