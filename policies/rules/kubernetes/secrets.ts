import { holdsSecret, looksSecret } from "../../../stacks/config/problems.ts";
import type { Field } from "../../core/field.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { settingsIn } from "../../core/settings-text.ts";
import { configMap, podTypes } from "../../core/types.ts";

/** Names that sound secret and hold a place, a switch, a number or a statement: PASSWORD_FILE, TOKEN_TTL. */
const harmlessKey = /(file|path|name|enabled?|expire\w*|ttl|timeout|type|provider|policy|length|ref|size|class|sql)$/i;
/** What says where the secret comes from: a reference, a path, the word that this project writes in its place. */
const harmlessValue =
  /^(|true|false|\d+[smhd]?|from-(environment|binding)|\$\(\w+\)|\$\{(env|file|directory|secrets?|sys|vault):[^}]*\}|\/\S*)$/i;
/** `${NAME}`, with what holds where nobody sets it. */
const reference = /^\$\{[^:}]*(?::-?(.*))?\}$/s;
/** Names of passwords themselves: a number is one too, and a path is one of several folders. */
const password = /(pass(w(or)?d|phrase)?|pwd)$/i;

function isHarmless(name: string, value: string): boolean {
  const found = harmlessValue.test(value) ? null : reference.exec(value);
  if (found) return isHarmless(name, found[1] ?? "");
  return harmlessValue.test(value) && !(password.test(name) && /^(\d+|\/[^/]*)$/.test(value));
}

/** SQL that makes somebody, with the password in it. */
const statement = /\b(user|role)\b[^;]*\b(password|identified\s+by)\s+'(?![$%:{])[^']+'/i;

export const noPlaintextSecrets: ObjectRule = {
  id: "no-plaintext-secrets-in-configmap-or-env",
  title: "No secret stands in a ConfigMap or a plain variable",
  severity: "critical",
  why: "Both are readable for everybody who may look at the namespace, and end up in backups, diffs and logs.",
  remediation: "Put it in a Secret and refer to it: valueFrom.secretKeyRef.",
  link: "https://kubernetes.io/docs/concepts/configuration/secret/",
  origin: "Chart section 7",
  pack: "kubernetes",
  scope: "object",
  types: [...podTypes, configMap],
  evaluate: (object) =>
    object.type === configMap
      ? object.at("data").fields.flatMap(inText)
      : object.variables.flatMap((variable) => named(variable.at("name").text ?? "", variable.at("value"))),
};

function named(name: string, at: Field): readonly Problem[] {
  if (at.secret) return [problem(at, "a secret in plain sight")];
  const { text } = at;
  if (text === undefined || isHarmless(name, text)) return [];
  const suspicious = !harmlessKey.test(name) && (holdsSecret(text) || looksSecret(name));
  return suspicious ? [problem(at, `a text that may be a secret, in ${name}`)] : [];
}

/** A file of settings counts setting by setting; any other text as a whole. */
function inText(at: Field): readonly Problem[] {
  if (at.secret) return [problem(at, "a secret in plain sight")];
  const { text } = at;
  if (text === undefined) return [];
  const settings = settingsIn(text);
  const leaking = settings.find(
    ({ name, value }) => looksSecret(name) && !harmlessKey.test(name) && !isHarmless(name, value),
  );
  if (leaking) return [problem(at, `a text that may be a secret, in ${leaking.name}`)];
  if (statement.test(text)) return [problem(at, "a statement with a password")];
  return settings.length <= 1 ? named(at.key, at) : [];
}

function problem(at: Field, received: string): Problem {
  return { at, received, allowed: "a reference to a Secret", fix: "Move it to a Secret and refer to that." };
}

export const secretRules = [noPlaintextSecrets];
