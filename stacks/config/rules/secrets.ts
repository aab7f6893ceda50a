import { leaves } from "../origins.ts";
import { holdsSecret, looksSecret, type Problem } from "../problems.ts";
import { madeSecrets, namedSecrets } from "../secret-names.ts";
import type { Rule } from "./rule.ts";

/** Options whose keys are anybody's choice; `env` has a stricter rule of its own. */
const freeText = /^((master|worker|api|alert|ingress)\.(annotations|labels)|aws\.tags|monitoring\.labels)$/;
/** What a key that sounds secret may hold: a switch, a number, a time. An annotation with "secret" names a Secret. */
const harmless = /^(|true|false|on|off|\d+[smhd]?)$/i;
const names = /secret/i;

/** A text that anybody who may look at the repository, the namespace or the account can read. */
const noSecretInPlainSight: Rule = {
  says: "No option, annotation, label or tag holds a secret in plain text.",
  reads: [],
  check: ({ settings }) =>
    leaves(settings).flatMap(({ path, value }) => {
      if (typeof value !== "string" || path[1] === "env") return [];
      const key = path.length > 2 && freeText.test(path.slice(0, 2).join(".")) ? path.slice(2).join(".") : "";
      const sounds = looksSecret(key) && !names.test(key) && !harmless.test(value);
      return sounds || holdsSecret(value) ? [inPlainSight(path)] : [];
    }),
};

function inPlainSight(path: readonly string[]): Problem {
  return {
    path: path.join("."),
    received: "a text (hidden, it may be a secret)",
    allowed: "texts that anybody may read: they end up in objects, in diffs and in the state",
    fix: "Keep it in a Kubernetes Secret and name that; docs/secrets.md tells which options take one.",
  };
}

const namesAreFree: Rule = {
  says: "An option that names a Secret of yours names none that is made here: two would write the same one.",
  reads: [],
  check: (facts) => {
    const made = madeSecrets(facts.settings);
    return namedSecrets(facts.settings).flatMap(({ option, secretName }) => {
      const whose = made.get(secretName);
      if (whose === undefined) return [];
      return [
        {
          path: option,
          received: `${secretName}, which is made here for ${whose}`,
          allowed: "the name of a Secret that somebody else makes",
          fix: "Give your Secret another name, and write that.",
        },
      ];
    });
  },
};

export const secretRules: readonly Rule[] = [noSecretInPlainSight, namesAreFree];
