/** An argument that protects data in AWS, as the example of production registers it. */
export interface Protection {
  /** The end of the resource's name. */
  readonly resource: string;
  readonly argument: string;
  readonly value: unknown;
  /** The rule that finds it missing; "none" where this table alone does: AWS has that default or refuses to go without. */
  readonly missing: string;
  /** Values that protect less, and the rules that find them. */
  readonly weaker?: readonly (readonly [value: unknown, rule: string])[];
}

export const account = "123456789012";
export const bucket = "acme-dolphinscheduler-prod";
export const bucketArn = `arn:aws:s3:::${bucket}`;
export const keyOf = (name: string) => `arn:aws:kms:us-east-1:000000000000:key/dolphinscheduler-${name}-key`;
export const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Statement: statements, Version: "2012-10-17" });
