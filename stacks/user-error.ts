/**
 * An error whose message is all that a person needs: Pulumi shows it alone, where it shows others with their stack.
 *
 * Pulumi's SDK knows one of its own (`RunError`) by this mark, as two copies of the SDK may be loaded. Its own is not
 * used since it comes with the SDK's gRPC, and configurations are read where none is needed.
 */
export class UserError extends Error {
  readonly __pulumiRunError = true;
}
