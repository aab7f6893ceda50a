export interface AdminSpec {
  /** Another number makes another password, and the Job that sets it. */
  readonly passwordVersion: number;
  /** A Secret that somebody else made, with `username` and `password`; undefined makes one. */
  readonly secretName?: string | undefined;
}
