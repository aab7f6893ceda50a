import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtVersions, jarsOf } from "../../images/contents.ts";
import type { Pins } from "./pin.ts";

/** Jars of the images that have no checksum yet. */
export function jarsWithout(checksums: Readonly<Record<string, string>>): readonly string[] {
  const all = builtVersions.flatMap((version) => jarsOf(version).map(({ coordinates }) => coordinates));
  return [...new Set(all)].filter((coordinates) => checksums[coordinates] === undefined).sort();
}

/** Downloads jars with Maven and computes their checksums. What cannot be downloaded stays without one. */
export function computeChecksums(jars: readonly string[]): Pins {
  const repository = mkdtempSync(join(tmpdir(), "dolphinpod-maven-"));
  try {
    const results = jars.map((coordinates) => [coordinates, checksumOf(coordinates, repository)] as const);
    return {
      found: Object.fromEntries(results.flatMap(([jar, { sha256 }]) => (sha256 ? [[jar, sha256]] : []))),
      missed: Object.fromEntries(results.flatMap(([jar, { reason }]) => (reason ? [[jar, reason]] : []))),
    };
  } finally {
    rmSync(repository, { recursive: true });
  }
}

/** An empty local repository, so that nothing counts that was once built or put there by hand. */
function checksumOf(coordinates: string, repository: string): { sha256?: string; reason?: string } {
  const target = mkdtempSync(join(repository, "jar-"));
  const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
  const args = ["-B", "-q", `-Dmaven.repo.local=${repository}/local`, plugin, `-Dartifact=${coordinates}`];
  try {
    execFileSync("mvn", [...args, `-DoutputDirectory=${target}`], { cwd: repository, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return { reason: mavenFailure(error) };
  }
  const [jar = ""] = readdirSync(target);
  return {
    sha256: createHash("sha256")
      .update(readFileSync(join(target, jar)))
      .digest("hex"),
  };
}

function mavenFailure(error: unknown): string {
  const said = typeof error === "object" && error !== null && "stdout" in error ? String(error.stdout) : "";
  if (said === "") return error instanceof Error ? error.message : String(error);
  return /Could not find artifact \S+/.exec(said)?.[0] ?? said.split("\n", 1)[0] ?? "mvn failed";
}
