import { holdsSecret, looksSecret } from "../../../stacks/config/problems.ts";
import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { configMap, podTypes, release, secretTypes, valuesTypes } from "../../core/types.ts";
import { hiddenValues, valuesOf } from "../../core/values.ts";

const text = { pack: "scheduler", star: true, scope: "object" } as const;

/** A value of a tree, and what it is called: by its key, or by the `name` that stands beside a `value`. */
interface Named {
  readonly name: string;
  readonly at: Field;
}

/** Every text of a tree, and every number. */
function leaves(field: Field): readonly Named[] {
  if (typeof field.value === "string" || typeof field.value === "number") return [{ name: field.key, at: field }];
  const name = field.fields.find(({ key }) => key === "name")?.text;
  return [...field.fields, ...field.items].flatMap((below) =>
    leaves(below).map((it) => (name !== undefined && it.at === below && below.key === "value" ? { ...it, name } : it)),
  );
}

const texts = (field: Field): readonly Field[] =>
  leaves(field)
    .map(({ at }) => at)
    .filter(({ text: value }) => value !== undefined);

/** Keys under which values hold the name of a Secret, a switch or a path. */
const harmless = /(name|existing\w*|(pull|from|existing)_?secrets?|enabled?|type|path|file|class)$/i;
/** What values hold that say under which key of a Secret a password is: admin-password, tls.key. */
const keyInSecret = /^(?=.*(passw|secret|token|key|credential))[a-z][a-z0-9._-]*$/;
/** Names of passwords themselves, of which a number may be one. */
const password = /(pass(w(or)?d|phrase)?|pwd)$/i;

export const noPlaintextSecretsInHelmValues: ObjectRule = {
  ...text,
  id: "no-plaintext-secrets-in-helm-values",
  title: "Helm values hold no secret in plain sight",
  severity: "critical",
  why: "Helm keeps the values of every revision in the cluster, and the state keeps them beside: a password among them is in both, and in every diff.",
  remediation:
    "Hand it over in a Secret that the pods refer to, or mark it with pulumi.secret where the chart takes no reference.",
  link: "https://helm.sh/docs/topics/advanced/#storage-backends",
  origin: "Chart section 7",
  types: valuesTypes,
  evaluate: (object) =>
    leaves(shown(object))
      .filter(isSecret)
      .map(({ at }) => ({
        at,
        received: "a value that may be a secret",
        allowed: "nothing, or a value marked as secret",
        fix: "Refer to a Secret instead.",
      })),
};

/** The values that are to be seen; what files hold besides is not judged. */
function shown(object: ObjectView): Field {
  const values = valuesOf(object);
  if (values.partial) values.defer();
  return values;
}

function isSecret({ at, name }: Named): boolean {
  const value = String(at.value);
  if (at.secret || value === "") return false;
  if (holdsSecret(value)) return true;
  if (!looksSecret(name) || harmless.test(name)) return false;
  // What a binding or the environment gives is not known to values: the chart gets a word in its place.
  if (/^(from-(binding|environment)|true|false)$/.test(value)) return false;
  if (/key$/i.test(name) && keyInSecret.test(value)) return false;
  const isNumber = typeof at.value === "number" || /^\d+$/.test(value);
  return !isNumber || password.test(name);
}

/** Published with the chart, the images or the sources; a hash would not hide them from anybody. */
const publicCredentials: ReadonlySet<string> = new Set([
  "dolphinscheduler123",
  "minioadmin",
  "!@#$%^&*",
  "jwUDzpLsNKEFER4*a8gruBH_GsAurNxU7A@Xc",
]);
/** Public only as a password: as user names they are ordinary. */
const publicPasswords: ReadonlySet<string> = new Set([
  ...publicCredentials,
  "root",
  "ds",
  "admin",
  "password",
  "changeme",
]);

export const noKnownDefaultCredentials: ObjectRule = {
  ...text,
  id: "no-known-default-credentials",
  title: "No credentials that everybody knows",
  severity: "critical",
  why: "The chart's defaults (root/root, minioadmin, the gateway's token, the encryption salt) are in its public sources: they are the first thing that is tried.",
  remediation: "Let them be generated, or give your own through a Secret.",
  link: "https://github.com/apache/dolphinscheduler/blob/3.2.2/deploy/kubernetes/dolphinscheduler/values.yaml",
  origin: "Chart section 7",
  types: [...podTypes, ...valuesTypes, configMap, ...secretTypes],
  evaluate: (object) => places(object.type, object.root).filter(isPublic).map(problem),
};

function places(type: string, root: Field): readonly Field[] {
  if (secretTypes.includes(type)) return [...root.at("stringData").fields, ...root.at("data").fields];
  if (type === configMap) return root.at("data").fields;
  if (valuesTypes.includes(type)) return texts(root.at("values"));
  return texts(root.at("spec"));
}

function isPublic(at: Field): boolean {
  const value = at.path[0] === "data" && at.path.length === 2 ? decoded(at) : (at.text ?? "");
  return looksSecret(at.key) ? publicPasswords.has(value) : publicCredentials.has(value);
}

/** A Secret's data is in base64; a ConfigMap's is not, and decodes to nothing known. */
function decoded(at: Field): string {
  const plain = at.text ?? "";
  const bytes = Buffer.from(plain, "base64").toString("utf8");
  return publicPasswords.has(bytes) ? bytes : plain;
}

function problem(at: Field): Problem {
  return {
    at,
    received: "credentials that the sources publish",
    allowed: "generated ones",
    fix: "Let them be generated, or give your own.",
  };
}

export const bundledServicesOff: ObjectRule = {
  ...text,
  id: "bundled-services-off",
  title: "The chart's bundled services are off",
  severity: "high",
  why: "They are demonstrations without persistence or with published passwords, their images have gone, and MinIO, on by default, overrides the storage that you asked for.",
  remediation: "Set postgresql, mysql, zookeeper and minio to enabled: false and use backends of this project.",
  link: "https://github.com/apache/dolphinscheduler/issues/17558",
  origin: "Chart sections 1 and 2; apache/dolphinscheduler#17558",
  types: [release],
  evaluate: (object) => {
    const values = hiddenValues(object);
    if (values === undefined) return [];
    // mysql is off by default, the others are on.
    return ["postgresql", "zookeeper", "minio", "mysql"]
      .map((service) => ({ at: values.at(service, "enabled"), byDefault: service !== "mysql" }))
      .filter(({ at, byDefault }) => !at.unknown && (at.flag ?? byDefault))
      .map(({ at }) => ({ at, allowed: "false", fix: "Write false.", patch: { path: at.path, value: false } }));
  },
};

export const credentialRules = [noPlaintextSecretsInHelmValues, noKnownDefaultCredentials, bundledServicesOff];
