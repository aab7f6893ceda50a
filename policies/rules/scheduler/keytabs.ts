import type { Field } from "../../core/field.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { podTypes } from "../../core/types.ts";

export const keytabReadableOnlyByOwner: ObjectRule = {
  pack: "scheduler",
  scope: "object",
  id: "keytab-readable-only-by-owner",
  star: true,
  title: "A keytab is read by its owner alone, and written by nobody",
  severity: "critical",
  why: "A keytab is an identity: whoever reads it is that service in the whole realm. Kubernetes mounts Secrets for everybody to read.",
  remediation: "Mount it with defaultMode 0400 (256) and readOnly.",
  link: "https://kubernetes.io/docs/concepts/configuration/secret/#secret-files-permissions",
  origin: "B6",
  types: podTypes,
  evaluate: (object) =>
    (object.podSpec?.at("volumes").items ?? []).flatMap((volume) => {
      const secrets = secretsIn(volume);
      if (!secrets.some((secret) => isKeytab(volume, secret))) return [];
      const mounts = object.allContainers
        .flatMap((container) => container.at("volumeMounts").items)
        .filter((mount) => mount.at("name").text === volume.at("name").text);
      return [...modesOf(volume, secrets).flatMap(tooOpen), ...mounts.flatMap(writable)];
    }),
};

/** The Secret of a volume, or those of one that is put together. */
function secretsIn(volume: Field): readonly Field[] {
  const sources = volume.at("projected", "sources").items.map((source) => source.at("secret"));
  return [volume.at("secret"), ...sources].filter((secret) => secret.present);
}

function isKeytab(volume: Field, secret: Field): boolean {
  const items = secret.at("items").items.flatMap((item) => [item.at("key"), item.at("path")]);
  const names = [volume.at("name"), secret.at("secretName"), secret.at("name"), ...items];
  return names.some(({ text }) => text !== undefined && /keytab/i.test(text));
}

/** The mode of all files of a volume, and the modes that single files have in its place. */
function modesOf(volume: Field, secrets: readonly Field[]): readonly Field[] {
  const own = secrets.flatMap((secret) => secret.at("items").items.map((item) => item.at("mode")));
  const whole = volume.at(volume.at("projected").present ? "projected" : "secret", "defaultMode");
  return [whole, ...own.filter((mode) => !mode.absent)];
}

function tooOpen(at: Field): readonly Problem[] {
  const mode = at.number ?? 0;
  const isOpen = at.absent || (mode & 0o077) !== 0 || mode > 0o777;
  if (at.unknown || !isOpen) return [];
  return [{ at, allowed: "256 (0400)", fix: "Write 256.", patch: { path: at.path, value: 0o400 } }];
}

function writable(mount: Field): readonly Problem[] {
  const at = mount.at("readOnly");
  if (at.unknown || at.flag === true) return [];
  return [{ at, allowed: "true", fix: "Write true.", patch: { path: at.path, value: true } }];
}
