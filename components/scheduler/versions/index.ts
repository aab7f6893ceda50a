import { version322 } from "./3.2.2.ts";
import { version33 } from "./3.3.ts";
import { version34 } from "./3.4.ts";
import type { ApplicationVersion } from "./types.ts";

export { compareVersions, openAdvisories } from "./advisories.ts";
export type { Advisory, ApplicationVersion, ClassPath, ObjectStoreAuth, ServerFacts } from "./types.ts";

/** Application versions that Dolphinpod knows, by version, oldest first. */
export const applicationVersions: Readonly<Record<string, ApplicationVersion>> = Object.fromEntries(
  [
    version322,
    version33("3.3.0"),
    version33("3.3.1"),
    version33("3.3.2"),
    version34("3.4.0"),
    version34("3.4.1"),
    version34("3.4.2"),
  ].map((facts) => [facts.version, facts]),
);

/** The newest version that no known advisory is about. */
export function newestSafeVersion(): string {
  const safe = Object.values(applicationVersions).findLast(({ advisories }) => advisories.length === 0);
  if (safe === undefined) throw new Error("Every known version has an open advisory.");
  return safe.version;
}

/** The facts of one version; throws for a version without a data file. */
export function applicationVersion(version: string): ApplicationVersion {
  const facts = Object.hasOwn(applicationVersions, version) ? applicationVersions[version] : undefined;
  if (facts) return facts;
  const known = Object.keys(applicationVersions).join(", ");
  throw new Error(`version: ${JSON.stringify(version)} is not known; allowed are ${known}.`);
}
