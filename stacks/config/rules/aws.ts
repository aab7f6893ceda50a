import { awsPrefix, usesAws } from "../build-aws.ts";
import { type Rule, rule } from "./rule.ts";

const backends = ["database.backend", "objectStore.backend", "class"];

function names(option: "region" | "account", what: string, example: string): Rule {
  return rule(
    "Backends `rds` and `s3` name `aws.region` and `aws.account`: whichever the credentials lead to is no safe choice.",
    [`aws.${option}`, ...backends],
    ({ settings }) => {
      if (!usesAws(settings) || settings.aws[option] !== undefined) return undefined;
      return {
        path: `aws.${option}`,
        received: "nothing",
        allowed: `${what}, because a backend is in AWS`,
        fix: `Write for example aws: {${option}: ${example}}, or choose other backends.`,
      };
    },
  );
}

const prefixFits = rule(
  "The first part of the names in AWS is `aws.prefix`, or the namespace where that has the form for it.",
  ["aws.prefix", "namespace", "name", ...backends],
  ({ settings, written }) => {
    const prefix = awsPrefix(settings);
    if (!usesAws(settings) || written("aws.prefix") || /^(?=.{1,36}$)[a-z](-?[a-z0-9])*$/.test(prefix))
      return undefined;
    return {
      path: "aws.prefix",
      received: `nothing, so the namespace ${JSON.stringify(prefix)}`,
      allowed: "at most 36 lower-case letters, digits and single dashes, beginning with a letter",
      fix: "Write for example aws: {prefix: dolphin-prod}.",
    };
  },
);

export const awsRules: readonly Rule[] = [
  names("region", "a region's code", "eu-central-1"),
  names("account", "the account's 12 digits", '"123456789012"'),
  prefixFits,
];
