import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readCertificates } from "../../components/database/ca-bundle.ts";
import { PostgresDatabase } from "../../components/database/index.ts";
import type { ExistingDatabaseSpec } from "../../components/database/types.ts";
import { find, kinds, type Registration, record } from "../binding/fixtures.ts";

const good = join(__dirname, "../fixtures/ca.pem");
const certificate = readFileSync(good, "utf8");
const spec: ExistingDatabaseSpec = {
  backend: "existing",
  caBundle: { kind: "file", path: good },
  cidr: undefined,
  passwordVersion: 1,
  port: 5432,
  secretName: "given",
  sslMode: "verify-full",
};

let registrations: Registration[];
let folder: string;
beforeEach(() => {
  registrations = record();
  folder = mkdtempSync(join(tmpdir(), "ca-bundle-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function register(change: Partial<ExistingDatabaseSpec>): Promise<PostgresDatabase> {
  const database = new PostgresDatabase("database", {
    deletion: "delete",
    instance: "shop",
    namespace: "data",
    spec: { ...spec, ...change },
  });
  await pulumi.runtime.disconnect();
  return database;
}

test("a file of certificates becomes a ConfigMap that consumers wait for and mount", async () => {
  const { binding, ready } = await register({});
  expect(find(registrations, "database-ca").inputs).toMatchObject({
    data: { "ca.pem": certificate },
    metadata: { name: "shop-database-ca", namespace: "data" },
  });
  expect(binding).toMatchObject({
    caBundle: { configMapName: "shop-database-ca", key: "ca.pem" },
    parameters: { sslmode: "verify-full", sslrootcert: "/etc/dolphinpod/database-ca/ca.pem" },
  });
  expect(ready).toHaveLength(1);
});

test("a ConfigMap that is there is named and nothing is made", async () => {
  const { binding } = await register({ caBundle: { key: "root.pem", kind: "config-map", name: "company-ca" } });
  expect(kinds(registrations)).toEqual(["PostgresDatabase"]);
  expect(binding.caBundle).toEqual({ configMapName: "company-ca", key: "root.pem" });
});

test("there is no verifying without certificates", async () => {
  await expect(register({ caBundle: undefined, sslMode: "verify-ca" })).rejects.toThrow(/caBundle: nothing to verify/);
});

test("several certificates in one file are all taken", () => {
  const path = join(folder, "bundle.pem");
  writeFileSync(path, certificate + certificate);
  expect(readCertificates(path)).toBe(certificate + certificate);
});

test.each<[string, string, RegExp]>([
  ["an empty file", "", /holds no certificate/],
  ["a page of HTML where the download failed", "<html>Access Denied</html>", /holds no certificate/],
  [
    "a certificate that was cut",
    certificate.replace(/\n[^\n]+\n[^\n]+\n-----END/, "\n-----END"),
    /damaged \(number 1 of 1\)/,
  ],
  ["a second one that was cut", certificate + certificate.replace(/MII\w{9}/, ""), /number 2 of 2/],
  ["a private key beside it", `${certificate}-----BEGIN PRIVATE KEY-----\nAAAA`, /private key/],
])("%s is refused, with the place to get the right one", (_, text, reason) => {
  const path = join(folder, "bundle.pem");
  writeFileSync(path, text);
  expect(() => readCertificates(path)).toThrow(reason);
  expect(() => readCertificates(path)).toThrow(/global-bundle\.pem of https:\/\/docs\.aws\.amazon\.com/);
});

test("a file that is not there is named", () => {
  expect(() => readCertificates(join(folder, "none.pem"))).toThrow(/none\.pem" cannot be read \(ENOENT/);
});
