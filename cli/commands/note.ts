import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Argv } from "yargs";
import { type Common, define } from "../command.ts";
import { failure, misuse, type Outcome, success } from "../outcome.ts";

interface Options {
  readonly file: string;
  readonly issue?: string | undefined;
  readonly on?: string | undefined;
}

/** Keeps one comment, or one open issue, on GitHub up to date. */
export async function note({ file, issue, on }: Options, folder: string, env = process.env): Promise<Outcome> {
  if ((on === undefined) === (issue === undefined))
    return misuse("Where? Give --on <pull request> or --issue <title>.");
  if (on !== undefined && !/^\d+$/.test(on))
    return misuse(`--on: received ${on}, allowed the number of a pull request.`);
  const { GITHUB_API_URL: api = "https://api.github.com", GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  if (!token || !repository) return failure("GITHUB_TOKEN and GITHUB_REPOSITORY must be set.");
  const { github, putComment, putIssue } = await import("../../delivery/note.ts");
  const body = readFileSync(resolve(folder, file), "utf8");
  const ask = github(`${api}/repos/${repository}`, token);
  const url = on === undefined ? await putIssue(ask, issue ?? "", body) : await putComment(ask, Number(on), body);
  return success(url, { url });
}

export const command = define({
  details:
    "The comment or issue is found by the file's first line, <!-- ... -->.\n" +
    "Needs GITHUB_TOKEN and GITHUB_REPOSITORY, and GITHUB_API_URL where it is not github.com.",
  examples: [
    ["note comment.md --on 12", "one comment on pull request 12, made or brought up to date"],
    ["note drift.md --issue 'prod is not as it was made'", "the same for an issue"],
  ],
  json: "`url` of the comment or issue",
  options: (yargs: Argv<Common>) =>
    yargs
      .positional("file", { type: "string", demandOption: true, describe: "file with the text, in Markdown" })
      .option("on", { type: "string", describe: "number of a pull request" })
      .option("issue", { type: "string", describe: "title of the issue where there is none yet" }),
  run: (options, folder) => note(options, folder),
});
