import type * as pulumi from "@pulumi/pulumi";

/**
 * Options of what a "retain" environment must not lose in AWS.
 *
 * "data" can be destroyed by nobody until it is unprotected (`pulumi state unprotect`), and then it still stays in AWS.
 * "settings" go from the stack and stay in AWS: a bucket whose policy went would stand open, and a subnet group cannot
 * go before the instance in it.
 */
export function kept(deletion: "retain" | "delete", what: "data" | "settings"): pulumi.CustomResourceOptions {
  if (deletion === "delete") return {};
  return what === "data" ? { protect: true, retainOnDelete: true } : { retainOnDelete: true };
}
