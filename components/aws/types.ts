/** Where in AWS an environment keeps what it has there. */
export interface AwsSpec {
  readonly region: string;
  /** Number of the account. A run with another account's credentials stops before it changes anything. */
  readonly account: string;
  /** First part of every name in AWS: unique in the account, in all regions, because IAM names have none. */
  readonly prefix: string;
  /** Tags of every resource that can have some. */
  readonly tags: Readonly<Record<string, string>>;
}
