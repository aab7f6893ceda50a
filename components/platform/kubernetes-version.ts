import type { KubernetesRange } from "./types.ts";

/** A minor version as it is written: "1.34". */
export const kubernetesVersionPattern = /^1\.\d{1,3}$/;

const minor = (version: string): number => Number(version.split(".")[1]);

/** Whether a minor version is one of the range. */
export function inRange(version: string, { first, last }: KubernetesRange): boolean {
  return minor(version) >= minor(first) && (last === undefined || minor(version) <= minor(last));
}

/** In words: "1.33 to 1.36", "from 1.31". */
export function describeRange({ first, last }: KubernetesRange): string {
  if (last === undefined) return `from ${first}`;
  return first === last ? first : `${first} to ${last}`;
}

/** As a constraint of https://github.com/Masterminds/semver that pre-releases and vendors' suffixes pass. */
export function constraint({ first, last }: KubernetesRange): string {
  const from = `>=${first}.0-0`;
  return last === undefined ? from : `${from} <1.${minor(last) + 1}.0-0`;
}
