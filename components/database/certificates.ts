import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

/** Bytes that a ConfigMap may hold (https://kubernetes.io/docs/concepts/configuration/configmap). */
const largest = 1024 * 1024;

/** Certificates in PEM form, or what is wrong with the file as the end of a sentence that begins with its path. */
export type Certificates = { readonly text: string } | { readonly problem: string };

/** Reads a file of certificates; it must hold some, every one must be readable, and no key may be among them. */
export function certificatesIn(path: string): Certificates {
  const file = textOf(path);
  if ("problem" in file) return file;
  const { text } = file;
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) return { problem: "holds no certificate" };
  if (text.includes("PRIVATE KEY")) return { problem: "holds a private key, which belongs to nobody but its server" };
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  if (broken < 0) return { text };
  return { problem: `holds a certificate that is damaged (number ${broken + 1} of ${certificates.length})` };
}

function textOf(path: string): Certificates {
  try {
    const found = statSync(path);
    if (!found.isFile()) return { problem: "is no file" };
    const { size } = found;
    if (size > largest) return { problem: `has ${size} bytes, and a ConfigMap takes ${largest}` };
    return { text: readFileSync(path, "utf8") };
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
    return { problem: `cannot be read (${code})` };
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
