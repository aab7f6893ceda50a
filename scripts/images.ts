import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { renderSpec } from "../stacks/check/index.ts";
import { counted } from "../stacks/config/index.ts";
import { surroundings } from "./check/surroundings.ts";
import { type BillLine, billOf, unpinnedIn } from "./images/bill.ts";
import { computeChecksums, jarsWithout } from "./images/checksums.ts";
import { lockDigests, type Pins, resolveDigests } from "./images/pin.ts";
import { root } from "./process.ts";
import { failure, loadStack, type Outcome, refusal, runAsCommand } from "./stacks.ts";
import { table } from "./start/table.ts";

const usage = `usage: npm run images -- <stack> [--pin] [--json] [--stacks <folder of stack files>]
       npm run images -- --checksums`;

/**
 * What `npm run images -- <stack>` says: every image of every object, and which have no digest. With `--pin` their
 * registries are asked, and what they answer is written to images.lock.json. `--checksums` does the same for the jars of
 * images/, in images/checksums.json. The exit code is 1 when something could not be had.
 */
export async function images(args: readonly string[], folder: string): Promise<Outcome> {
  const asked = readArguments(args);
  if (!asked) return failure(usage);
  if (asked.checksums) return lockChecksums(join(root, "images/checksums.json"));
  const loaded = loadStack(asked.stack, resolve(folder, asked.stacks));
  if (!loaded.ok) return refusal(loaded, usage);
  const bill = billOf(await renderSpec(loaded.spec, await surroundings(loaded.spec)));
  if (asked.pin) return pin(unpinnedIn(bill), join(root, "images.lock.json"));
  return { exitCode: 0, output: asked.json ? JSON.stringify(bill, undefined, 2) : printed(bill), errors: "" };
}

function readArguments(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      args: [...args],
      options: {
        checksums: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        pin: { type: "boolean", default: false },
        stacks: { type: "string", default: "." },
      },
    });
    return positionals.length > 1 ? undefined : { ...values, stack: positionals[0] };
  } catch {
    return undefined;
  }
}

function printed(bill: readonly BillLine[]): string {
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
  return [table(["COMPONENT", "OBJECT", "CONTAINER", "DIGEST", "IMAGE"], rows), [sum, ...unpinned].join("\n  ")].join(
    "\n\n",
  );
}

/** Asks for what has no digest and writes down what is answered. */
export async function pin(unpinned: readonly string[], lockFile: string): Promise<Outcome> {
  return writeDown(await resolveDigests(unpinned), lockFile);
}

function lockChecksums(lockFile: string): Outcome {
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
  };
}

runAsCommand(import.meta.url, images);
