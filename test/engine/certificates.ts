import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What cert-manager reads of a Certificate, as far as these tests need it. */
interface CertificateSpec {
  readonly commonName: string;
  readonly dnsNames?: readonly string[];
  readonly usages?: readonly string[];
}

const extended: Readonly<Record<string, string>> = { "client auth": "clientAuth", "server auth": "serverAuth" };

/**
 * Signs certificates as cert-manager would, with the files of its Secrets: one folder a certificate. Servers of a test
 * answer on the loopback address, so members have that beside their names.
 */
export class Authority {
  readonly #folder: string;

  constructor(folder: string, commonName: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#key("ca.key");
    this.#openssl(
      "req",
      "-x509",
      "-new",
      "-key",
      "ca.key",
      "-subj",
      `/CN=${commonName}`,
      "-days",
      "2",
      "-out",
      "ca.crt",
    );
  }

  /** The folder with `ca.crt`, `tls.crt`, `tls.key` and `tls-combined.pem`. */
  sign(name: string, { commonName, dnsNames = [], usages = [] }: CertificateSpec): string {
    const folder = join(this.#folder, name);
    mkdirSync(folder, { recursive: true });
    this.#key(`${name}/tls.key`);
    this.#openssl("req", "-new", "-key", `${name}/tls.key`, "-subj", `/CN=${commonName}`, "-out", `${name}/csr`);
    const names = [...dnsNames.map((dns) => `DNS:${dns}`), "IP:127.0.0.1"].join(",");
    const purposes = usages.flatMap((usage) => extended[usage] ?? []).join(",");
    writeFileSync(join(folder, "extensions"), `subjectAltName=${names}\nextendedKeyUsage=${purposes}\n`);
    const signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "1", "-extfile"];
    this.#openssl("x509", "-req", "-in", `${name}/csr`, ...signed, `${name}/extensions`, "-out", `${name}/tls.crt`);
    const read = (file: string) => readFileSync(file, "utf8");
    writeFileSync(join(folder, "ca.crt"), read(join(this.#folder, "ca.crt")));
    writeFileSync(join(folder, "tls-combined.pem"), read(join(folder, "tls.key")) + read(join(folder, "tls.crt")));
    return folder;
  }

  /** In PKCS #8, which is what the applications read. */
  #key(file: string): void {
    this.#openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", file);
  }

  #openssl(...args: string[]): void {
    execFileSync("openssl", args, { cwd: this.#folder, stdio: "pipe" });
  }
}
