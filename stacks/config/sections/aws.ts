import { z } from "zod";
import { option } from "./option.ts";
import { matching } from "./text.ts";

/** Names of RDS: lower-case letters, digits and single dashes, a letter first. */
export const awsName = "[a-z](-?[a-z0-9])*";

export const aws = z.strictObject({
  region: option(matching(/^[a-z]{2}(-[a-z]+){1,3}-\d$/), {
    description: "Region of everything in AWS.",
    allowed: "a region's code",
    example: "eu-central-1",
  }).optional(),
  account: option(
    z.preprocess((value) => (typeof value === "number" ? String(value) : value), matching(/^\d{12}$/)),
    {
      description: "Number of the account. A run with another account's credentials stops before it changes anything.",
      allowed: "the 12 digits of an account, in quotes",
      example: "123456789012",
      shorthand: { type: "number" },
    },
  ).optional(),
  prefix: option(matching(new RegExp(`^(?=.{1,36}$)${awsName}$`)), {
    description:
      "First part of every name in AWS, unique in the account: names in IAM are the same in all regions, so another " +
      "region's environment needs another. Left out, the namespace. Changing it makes new resources beside the old ones.",
    allowed: "at most 36 lower-case letters, digits and single dashes, beginning with a letter",
    example: "dolphin-prod",
    hint: "name",
  }).optional(),
  tags: option(
    z.record(
      matching(/^(?!aws:|environment$|managed-by$|part-of$)[\p{L}\p{N} _.:/=+@-]{1,128}$/u),
      matching(/^[\p{L}\p{N} _.:/=+@-]{0,256}$/u),
    ),
    {
      description: "Tags of every resource in AWS, besides `environment`, `managed-by` and `part-of`.",
      allowed: "keys that do not begin with aws: and are none of ours, each with a text of at most 256 characters",
      example: { "cost-center": "data-platform" },
    },
  ),
});
