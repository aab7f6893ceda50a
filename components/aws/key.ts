import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import * as pulumi from "@pulumi/pulumi";
import { kept } from "./retention.ts";

export interface EncryptionKeyArgs {
  /** Name of the key without "alias/". */
  readonly alias: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly deletion: "retain" | "delete";
}

/**
 * A key of its own for one store of data: new key material every year, and 30 days, the most there are, in which its
 * deletion can be taken back. Without a policy here, AWS leaves it to the account's IAM policies who may use it.
 */
export function encryptionKey(name: string, args: EncryptionKeyArgs, child: pulumi.CustomResourceOptions): Key {
  const options = pulumi.mergeOptions(child, kept(args.deletion));
  const key = new Key(
    name,
    { deletionWindowInDays: 30, description: args.description, enableKeyRotation: true, tags: args.tags },
    options,
  );
  new Alias(`${name}-alias`, { name: `alias/${args.alias}`, targetKeyId: key.keyId }, options);
  return key;
}
