import { resolve } from "node:path";
import type { Argv } from "yargs";
import { type Common, define, stackFilesOption, stackOption } from "../command.ts";
import type { Outcome } from "../outcome.ts";
import { repositoryFile } from "../repository.ts";

interface Options {
  readonly checksums?: boolean | undefined;
  readonly pin?: boolean | undefined;
  readonly stack?: string | undefined;
  readonly stacks?: string;
}

/** Every image of every object, and which have no digest; asks for digests and checksums, and locks them. */
export async function images(options: Options, folder: string): Promise<Outcome> {
  const { checksums = false, pin: asksRegistries = false, stack, stacks = "." } = options;
  if (checksums) {
    const { lockChecksums } = await import("../reports/images.ts");
    return lockChecksums(repositoryFile("images/checksums.json", "--checksums"));
  }
  const { loadStack, refusal } = await import("../stacks.ts");
  const loaded = loadStack(stack, resolve(folder, stacks));
  if (!loaded.ok) return refusal(loaded);
  const lockFile = asksRegistries ? repositoryFile("images.lock.json", "--pin") : undefined;
  const [{ imagesOf, pin, printed }, { unpinnedIn }] = await Promise.all([
    import("../reports/images.ts"),
    import("../../delivery/images/bill.ts"),
  ]);
  const bill = await imagesOf(loaded.spec);
  return lockFile === undefined ? printed(bill) : pin(unpinnedIn(bill), lockFile);
}

export const command = define({
  details: "Ends with 1 when a digest or a checksum could not be had.",
  examples: [
    ["images prod", "every image by object, and which have no digest"],
    ["images prod --pin", "asks the registries and writes what they answer to images.lock.json"],
    ["images --checksums", "computes what images/checksums.json lacks; needs Maven"],
  ],
  json: "a list of `component`, `object`, `container`, `image`, `pinned`; with --pin or --checksums `found` and `missed`",
  options: (yargs: Argv<Common>) =>
    stackFilesOption(stackOption(yargs))
      .option("pin", { type: "boolean", describe: "lock the digests that are missing" })
      .option("checksums", { type: "boolean", describe: "lock the checksums of jars that are missing" })
      .conflicts("pin", "checksums"),
  run: images,
});
