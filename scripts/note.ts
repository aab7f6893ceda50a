import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Ask, putComment, putIssue } from "../delivery/note.ts";
import { failure, type Outcome, runAsCommand } from "./stacks.ts";

const usage = `usage: npm run note -- <file> --on <number of a pull request> | --issue <title>
Keeps one comment, or one open issue, on GitHub up to date. It is found by the file's first line, <!-- ... -->.
Needs GITHUB_TOKEN and GITHUB_REPOSITORY, and GITHUB_API_URL where it is not github.com.`;

/** What `npm run note` says. */
export async function note(args: readonly string[], folder: string, env = process.env): Promise<Outcome> {
  const asked = readArguments(args);
  if (asked === undefined) return failure(usage);
  const { GITHUB_API_URL: api = "https://api.github.com", GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  if (!token || !repository) return failure(`GITHUB_TOKEN and GITHUB_REPOSITORY must be set.\n${usage}`);
  const body = readFileSync(resolve(folder, asked.file), "utf8");
  const ask = github(`${api}/repos/${repository}`, token);
  const url =
    asked.on === undefined ? await putIssue(ask, asked.issue ?? "", body) : await putComment(ask, asked.on, body);
  return { exitCode: 0, output: url, errors: "" };
}

function readArguments(args: readonly string[]) {
  try {
    const options = { on: { type: "string" }, issue: { type: "string" } } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, args: [...args], options });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0 || (values.on === undefined) === (values.issue === undefined))
      return undefined;
    if (values.on !== undefined && !/^\d+$/.test(values.on)) return undefined;
    return { file, issue: values.issue, on: values.on === undefined ? undefined : Number(values.on) };
  } catch {
    return undefined;
  }
}

function github(base: string, token: string): Ask {
  return async (method, path, body) => {
    const answer = await fetch(`${base}/${path}`, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: GitHub answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
}

runAsCommand(import.meta.url, note);
