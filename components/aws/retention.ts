import type * as pulumi from "@pulumi/pulumi";

/**
 * Options of what a "retain" environment must not lose in AWS, which is the data and everything around them: a bucket
 * whose policy went would stand open, and a subnet group cannot go before the instance in it.
 *
 * "refused": a destroy or a change that would remove it fails, until somebody unprotects it (`pulumi state unprotect`);
 * then the stack forgets it, and it still stays in AWS. "forgotten": the stack lets it go without a question, for what a
 * later version of itself takes the place of.
 */
export function kept(
  deletion: "retain" | "delete",
  removal: "refused" | "forgotten" = "refused",
): pulumi.CustomResourceOptions {
  if (deletion === "delete") return {};
  return removal === "refused" ? { protect: true, retainOnDelete: true } : { retainOnDelete: true };
}
