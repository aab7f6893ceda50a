import { readFileSync } from "node:fs";
import { type BillLine, billOf, unpinnedIn } from "../../delivery/images/bill.ts";
import { computeChecksums, jarsWithout } from "../../delivery/images/checksums.ts";
import { lockDigests, type Pins, resolveDigests } from "../../delivery/images/pin.ts";
import { table } from "../../delivery/table.ts";
import { renderSpec } from "../../stacks/check/index.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { counted, type EnvironmentSpec } from "../../stacks/config/index.ts";
import { type Outcome, success } from "../outcome.ts";
import { during } from "../progress.ts";

/** Every image of every object of an environment. */
export async function imagesOf(spec: EnvironmentSpec): Promise<readonly BillLine[]> {
  return billOf(await during("rendering", renderSpec(spec, await surroundings(spec))));
}

export function printed(bill: readonly BillLine[]): Outcome {
  const rows = bill.map(({ component, container, image, object, pinned }) => [
    component,
    object,
    container,
    pinned ? "pinned" : "unpinned",
    image,
  ]);
  const unpinned = unpinnedIn(bill);
  const different = new Set(bill.map(({ image }) => image)).size;
  const sum = `${counted(different, "image")} in ${counted(bill.length, "container")}, ${unpinned.length} without a digest${unpinned.length > 0 ? ":" : "."}`;
  const lines = table(["COMPONENT", "OBJECT", "CONTAINER", "DIGEST", "IMAGE"], rows);
  return success([lines, [sum, ...unpinned].join("\n  ")].join("\n\n"), bill);
}

/** Asks for what has no digest and writes down what is answered. */
export async function pin(unpinned: readonly string[], lockFile: string): Promise<Outcome> {
  return writeDown(await during("asking registries", resolveDigests(unpinned)), lockFile);
}

/** Computes the checksums of jars that have none and writes them down. */
export function lockChecksums(lockFile: string): Outcome {
  const known = JSON.parse(readFileSync(lockFile, "utf8")) as Record<string, string>;
  return writeDown(computeChecksums(jarsWithout(known)), lockFile);
}

function writeDown({ found, missed }: Pins, lockFile: string): Outcome {
  if (Object.keys(found).length > 0) lockDigests(lockFile, found);
  const lines = Object.entries(found).map(([image, digest]) => `${image} is ${digest}`);
  const failures = Object.entries(missed).map(([image, reason]) => `${image} stays unpinned: ${reason}`);
  return {
    exitCode: failures.length > 0 ? 1 : 0,
    output: [...lines, `${counted(lines.length, "digest")} locked.`].join("\n"),
    errors: failures.join("\n"),
    data: { found, missed },
  };
}
