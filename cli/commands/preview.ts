import { resolve } from "node:path";
import type { Argv } from "yargs";
import type { Run } from "../../delivery/run.ts";
import { type Common, define, type Rest, stackOption } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { failure, misuse, type Outcome, success } from "../outcome.ts";
import { noSuchStack } from "../stack-names.ts";
import { pulumi } from "./pulumi.ts";

interface Options extends Partial<EngineOptions>, Rest {
  readonly html?: string | undefined;
  readonly json?: boolean;
  readonly out?: string | undefined;
  readonly recorded?: string | undefined;
  readonly stack?: string | undefined;
}

/**
 * Pulumi's preview of a stack; with `out` it is judged as well, and all of it is written down, with `html` as a page too.
 * What an earlier one left in the folder `recorded` becomes a page without the engine.
 */
export async function preview(options: Options, folder: string, given?: Run): Promise<Outcome> {
  const { html, json = false, lab = false, recorded, rest = [], stack = "" } = options;
  if (recorded !== undefined) return recordedPage(resolve(folder, recorded), html, folder);
  const out = options.out ?? (html === undefined ? undefined : `preview-${stack}`);
  const wrong = noSuchStack(stack, folder);
  if (wrong !== undefined) return misuse(wrong);
  if (out === undefined) {
    const outcome = await pulumi({ json, lab, rest: ["preview", "--stack", stack, ...rest] }, folder);
    return outcome.exitCode === 0 || outcome.output
      ? outcome
      : failure(`pulumi preview of ${stack} failed; see above.`);
  }
  const { judgedPreview } = await import("../reports/preview.ts");
  const run = given ?? (await engine({ lab }, folder)).run;
  const outcome = await judgedPreview({ stack, out: resolve(folder, out), rest }, folder, run);
  return html === undefined ? outcome : withPage(outcome, await recordedPage(resolve(folder, out), html, folder));
}

/** A preview that failed, or that policies stop, has a page as well. */
function withPage(outcome: Outcome, { data, output }: Outcome): Outcome {
  return {
    ...outcome,
    output: [outcome.output, output].filter(Boolean).join("\n"),
    data: { ...(outcome.data as object | undefined), ...(data as object) },
  };
}

async function recordedPage(recorded: string, html: string | undefined, folder: string): Promise<Outcome> {
  if (html === undefined) return misuse("--recorded goes with --html, which names the file of the page.");
  const { writePage } = await import("../reports/page.ts");
  await writePage(recorded, resolve(folder, html));
  return success(`The page is ${html}.`, { html });
}

export const command = define({
  details:
    "Without --out it shows what pulumi preview shows. With --out the folder gets preview.json, plan.json (what " +
    "dolphinpod apply holds an update to), policies.json (what policies say of what will be) and changes.json (what " +
    "they say of the way there); it ends with 1 when the preview fails or a finding stops.\n" +
    "Options that are not here go to pulumi preview: --diff, --target, --policy-pack and all others.",
  examples: [
    ["preview dev --diff", "what an update would do, property by property"],
    ["preview prod --out preview-prod", "the same with plan and policies, for a pull request"],
    ["preview prod --html preview.html", "the same as one page as well, for any browser"],
  ],
  json: "with --out or --html `stack`, `changes` (`operation`, `urn`), `findings`, `stopped`, `out`, `html`; without them what pulumi preview --json prints",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs))
      .option("out", { type: "string", describe: "folder for the preview, its plan and what policies say" })
      .option("html", {
        type: "string",
        describe: "file for a page of it; without --out the folder is preview-<stack>",
      })
      .option("recorded", { type: "string", describe: "folder of an earlier --out, of which --html makes a page" }),
  passesOn: "unknown",
  run: (options, folder) => preview(options, folder),
});
