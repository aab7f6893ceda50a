import type { Argv } from "yargs";
import { type Common, define, type Rest } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { failure, type Outcome, success } from "../outcome.ts";

type Options = Partial<EngineOptions> & { readonly json?: boolean } & Rest;

/** Pulumi's CLI with any words. */
export async function pulumi({ json = false, lab = false, rest = [] }: Options, folder: string): Promise<Outcome> {
  const { attach, run } = await engine({ lab }, folder);
  if (json) {
    const { code, stdout } = await run("pulumi", [...rest, "--json"]);
    return { exitCode: code === 0 ? 0 : 1, output: stdout, errors: "", data: parsed(stdout) };
  }
  const code = await attach(rest);
  return code === 0 ? success("") : failure("");
}

/** What Pulumi answers with --json: one document, a list where it is several, the text where it is none. */
export function parsed(text: string): unknown {
  try {
    const documents: unknown[] = text
      .trim()
      .split(/\n(?=\{)/)
      .map((document) => JSON.parse(document));
    return documents.length === 1 ? documents[0] : documents;
  } catch {
    return { output: text };
  }
}

export const command = define({
  details: "Only --lab and --json before Pulumi's own words are read here; everything after goes to Pulumi.",
  examples: [
    ["pulumi stack ls", "with your own login"],
    ["pulumi --lab preview -s dev --diff", "in the lab, as npm run pulumi does"],
  ],
  json: "what Pulumi prints with --json; a list where it prints several documents",
  options: (yargs: Argv<Common>) =>
    engineOption(yargs).positional("words", { type: "string", array: true, describe: "words for Pulumi" }),
  passesOn: "all",
  run: pulumi,
});
