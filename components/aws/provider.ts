import { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsSpec } from "./types.ts";

/** The provider of an environment's account and region; it refuses the credentials of any other account. */
export function awsProvider(name: string, { account, region }: AwsSpec): pulumi.ProviderResource {
  return new Provider(name, { allowedAccountIds: [account], region });
}
