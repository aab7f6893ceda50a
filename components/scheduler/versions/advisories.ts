import type { Advisory } from "./types.ts";

const nvd = (id: string) => `https://nvd.nist.gov/vuln/detail/${id}`;

/** Every advisory that a supported version may have, oldest fix first. */
export const advisories: readonly Advisory[] = [
  {
    id: "CVE-2026-23902",
    summary: "users run workflows as tenants that are not defined on the platform",
    fixedIn: "3.4.1",
    source: nvd("CVE-2026-23902"),
  },
  {
    id: "CVE-2026-41280",
    summary: "users delete task definitions of projects they have no permission for",
    fixedIn: "3.4.2",
    source: nvd("CVE-2026-41280"),
  },
  {
    id: "CVE-2026-42357",
    summary: "users read workflow instances of projects they have no permission for",
    fixedIn: "3.4.2",
    source: nvd("CVE-2026-42357"),
  },
  {
    id: "CVE-2026-47340",
    summary: "users read alert instances of alert groups they have no permission for",
    fixedIn: "3.4.2",
    source: nvd("CVE-2026-47340"),
  },
];

/** Advisories that are open in a version. */
export function openAdvisories(version: string): readonly Advisory[] {
  return advisories.filter((advisory) => compareVersions(version, advisory.fixedIn) < 0);
}

/** Negative when a is older than b, zero when they are the same, positive when a is newer ("3.10.0" is after "3.9.1"). */
export function compareVersions(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
