export interface AdminSpec {
  /** Another number makes another password, and the Job that sets it. */
  readonly passwordVersion: number;
}
