/** An object as rules get it, whatever it was read from. */
export interface PolicyObject {
  /** Pulumi type token: "kubernetes:apps/v1:StatefulSet", "aws:rds/instance:Instance". */
  readonly type: string;
  /** Pulumi's name, or namespace/name of a manifest. */
  readonly name: string;
  readonly urn?: string;
  /** URN of the parent. */
  readonly parent?: string;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
  /** What it is made of, as it came: unknown and secret values are wrapped or sentinels. */
  readonly properties: unknown;
  /** URNs of the resources that a property came from, by property. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** When Pulumi last changed it, where a state tells. */
  readonly modified?: string;
  /** The release whose values tell this much of an object that nobody shows. */
  readonly madeBy?: PolicyObject;
  readonly file?: string;
  readonly line?: number;
}

/** What a finding calls an object: "StatefulSet data/dolphin-worker", "Instance main". */
export function title({ type, name }: Pick<PolicyObject, "type" | "name">): string {
  return `${type.split(":").at(-1)} ${name}`;
}

/** Type token of a manifest. */
export function kubernetesType(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}
