import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { imageDigest, requestFailure } from "../../stacks/oci.ts";

/** What came of asking for digests. */
export interface Pins {
  readonly found: Readonly<Record<string, string>>;
  /** Why there is none, by image. */
  readonly missed: Readonly<Record<string, string>>;
}

/** Asks the registries of images for their digests. None is ever made up: what cannot be asked stays without one. */
export async function resolveDigests(images: readonly string[]): Promise<Pins> {
  const answers = await Promise.all(
    images.map(async (image) => {
      try {
        return { image, digest: await imageDigest(image) };
      } catch (error) {
        return { image, reason: requestFailure(error) };
      }
    }),
  );
  return {
    found: Object.fromEntries(answers.flatMap(({ digest, image }) => (digest ? [[image, digest]] : []))),
    missed: Object.fromEntries(answers.flatMap(({ image, reason }) => (reason ? [[image, reason]] : []))),
  };
}

/** Puts digests into the lock file, sorted, beside those that are there. */
export function lockDigests(file: string, found: Readonly<Record<string, string>>): void {
  const locked = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  const entries = Object.entries({ ...locked, ...found }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
}
