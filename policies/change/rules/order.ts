/** What came before a release, the later the nearer: https://semver.org/#spec-item-11 */
const preReleases: readonly string[] = ["snapshot", "dev", "alpha", "beta", "pre", "rc"];

/** A word behind a version that is no pre-release names a variant of the same: 17.4-alpine, 3.9.3-debian-12-r4. */
const variant = new RegExp(`-(?!${preReleases.join("|")})[a-z].*$`, "i");
const part = new RegExp(`\\d+|${preReleases.join("|")}`, "gi");

/** The numbers of a version, pre-releases as numbers below 0; none for what is no version, such as a digest. */
function parts(version: string): readonly number[] {
  if (!/^(v|RELEASE\.)?\d+([.+_-]|$)/.test(version)) return [];
  return [...version.replace(variant, "").matchAll(part)].map(([text]) => {
    const pre = preReleases.indexOf(text.toLowerCase());
    return pre < 0 ? Number(text) : pre - preReleases.length;
  });
}

/**
 * Whether a version is older than another; undefined where nobody can tell: of what is no version, and of one that says
 * less, as 3.2 may be any 3.2.x.
 */
export function isOlder(version: string, than: string): boolean | undefined {
  const [is, was] = [parts(version), parts(than)];
  if (is.length === 0 || was.length === 0) return undefined;
  const length = Math.max(is.length, was.length);
  const index = Array.from({ length }, (_, at) => at).find((at) => is[at] !== was[at]);
  if (index === undefined) return false;
  const [a, b] = [is[index], was[index]];
  if (a === undefined) return (b ?? 0) < 0 ? false : undefined;
  return a < (b ?? 0);
}

export const major = (version: string): number | undefined => parts(version)[0];
