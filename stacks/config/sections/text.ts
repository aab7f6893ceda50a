import { isIP } from "node:net";
import { z } from "zod";
import { option } from "./option.ts";

const label = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

/** A Kubernetes object name of the strict kind (RFC 1123 label). */
export const labelPattern = new RegExp(`^${label}$`);
/** A Kubernetes object name of the wider kind (RFC 1123 subdomain). */
export const subdomainPattern = new RegExp(`^(?=.{1,253}$)${label}(\\.${label})*$`);

export function matching(pattern: RegExp) {
  return z.string().regex(pattern);
}

export function objectName(description: string, example: string) {
  return option(matching(subdomainPattern), {
    description,
    allowed: "a Kubernetes object name: lower-case letters, digits, '-' and '.', at most 253 characters",
    example,
    hint: "name",
  });
}

export function namespaceName(description: string, example: string) {
  return option(matching(labelPattern), {
    description,
    allowed: "a DNS label: lower-case letters, digits and '-', at most 63 characters",
    example,
    hint: "name",
  });
}

/** A whole number; the text form that `pulumi config set` writes is accepted too. */
export function count(min: number, max: number, description: string, example: number) {
  const schema = z.preprocess(
    (value) => (typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );
  return option(schema, { description, allowed: `a whole number from ${min} to ${max}`, example });
}

const secondsPer: Record<string, number> = { s: 1, m: 60, h: 3600 };

/** Seconds, or a text such as "10m". */
export function duration(maxSeconds: number, description: string, example: string) {
  const schema = z.preprocess((value) => {
    const match = typeof value === "string" ? /^(\d{1,9})([smh]?)$/.exec(value) : null;
    return match ? Number(match[1]) * (secondsPer[match[2] ?? ""] ?? 1) : value;
  }, z.int().min(0).max(maxSeconds));
  return option(schema, {
    description,
    allowed: `seconds, or a number with s, m or h; at most ${maxSeconds} seconds`,
    example,
    shorthand: { type: "string", pattern: "^[0-9]+[smh]?$" },
  });
}

/** An image that will be the same one tomorrow: a tag other than latest, or a digest. */
export function imageReference(description: string, example: string) {
  return option(
    matching(
      /^(?!.*:latest$)[a-z0-9][a-z0-9._/:-]{0,200}(:\w[\w.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/,
    ),
    {
      description,
      allowed: "an image with a tag other than latest, or with a digest",
      example,
    },
  );
}

function isCidr(text: string): boolean {
  const [address = "", prefix = "", ...rest] = text.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

export function cidr(description: string, example: string) {
  return option(z.string().refine(isCidr), {
    description,
    allowed: "an address range in CIDR form, IPv4 or IPv6",
    example,
    hint: "cidr",
  });
}

export function port(description: string, example: number) {
  return count(1, 65535, description, example);
}

/** Why an exception is acceptable, for the next reader. */
export function reason(example: string) {
  return option(z.string().trim().min(10).max(300), {
    description: "Why this exception is acceptable; shown at every preview.",
    allowed: "a sentence of 10 to 300 characters",
    example,
  });
}

const text = z.preprocess((value) => (typeof value === "number" ? String(value) : value), z.string().max(4096));
const labelValue = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  matching(/^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/),
);
const qualifiedName = `(${label}(\\.${label})*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?`;

export function environmentVariables(description: string) {
  return option(z.record(matching(/^[A-Z][A-Z0-9_]{0,127}$/), text), {
    description,
    allowed: "upper-case names, each with a text",
    example: { HTTP_PROXY: "http://proxy.internal:3128" },
  });
}

export function annotations(description: string) {
  return option(z.record(matching(new RegExp(`^${qualifiedName}$`)), text), {
    description,
    allowed: "annotation keys, each with a text",
    example: { "linkerd.io/inject": "enabled" },
  });
}

/** Labels; those that select pods are not the user's to set. */
export function labels(description: string, example: Record<string, string>) {
  return option(z.record(matching(new RegExp(`^(?!app\\.kubernetes\\.io/)${qualifiedName}$`)), labelValue), {
    description,
    allowed: "label keys outside app.kubernetes.io/, each with a label value of at most 63 characters",
    example,
  });
}

export function nodeLabels(description: string, example: Record<string, string>) {
  return option(z.record(matching(new RegExp(`^${qualifiedName}$`)), labelValue), {
    description,
    allowed: "label keys, each with a label value of at most 63 characters",
    example,
  });
}
