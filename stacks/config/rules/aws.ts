import { aws, awsPrefix, usesAws } from "../build-aws.ts";
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

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const mostTags = 50;

const tagsFit = rule(
  `A resource in AWS has at most ${mostTags} tags, of which ours are some.`,
  ["aws.tags", ...backends],
  ({ settings }) => {
    const tags = Object.keys(aws(settings)?.tags ?? {}).length;
    if (tags <= mostTags) return undefined;
    const own = tags - Object.keys(settings.aws.tags).length;
    return {
      path: "aws.tags",
      received: `${tags - own} tags, beside ${own} of ours`,
      allowed: `at most ${mostTags - own}: AWS takes ${mostTags} a resource`,
      fix: `Remove ${tags - mostTags}.`,
    };
  },
);

const renameKeepsNames = rule(
  "`formerName` is another name than `name`, for a stack with something in AWS, whose names there do not follow `name`.",
  ["formerName", "name", "namespace", "aws.prefix", ...backends],
  ({ settings }) => {
    const { formerName, name, namespace } = settings;
    if (formerName === undefined) return undefined;
    if (formerName === name) {
      return {
        path: "formerName",
        received: "the name itself",
        allowed: "nothing: there is nothing to follow",
        fix: "Remove it.",
      };
    }
    if (!usesAws(settings)) {
      return {
        path: "formerName",
        received: "a former name, and nothing in AWS",
        allowed: "nothing: what is in the cluster is made anew under another name, its volumes and databases empty",
        fix: `Keep name: ${formerName}. Or remove formerName and move what you need, as docs/production.md tells.`,
      };
    }
    if (settings.aws.prefix !== undefined || namespace !== undefined) return undefined;
    return {
      path: "aws.prefix",
      received: `nothing, so names in AWS begin with ${JSON.stringify(name)} from now on`,
      allowed: "what they began with: AWS renames neither a database nor a bucket",
      fix: `Write aws: {prefix: ${formerName}}.`,
    };
  },
);

export const awsRules: readonly Rule[] = [
  names("region", "a region's code", "eu-central-1"),
  names("account", "the account's 12 digits", '"123456789012"'),
  prefixFits,
  tagsFit,
  renameKeepsNames,
];
