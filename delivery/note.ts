import { isRecord } from "../stacks/config/problems.ts";

/** Asks GitHub's REST API; the path comes after `repos/<owner>/<name>/`. Throws when the answer is an error. */
export type Ask = (method: "GET" | "POST" | "PATCH", path: string, body?: object) => Promise<unknown>;

/** What of GitHub's answers is used. */
interface Note {
  readonly id: number;
  readonly number: number;
  readonly body: string;
  readonly url: string;
  readonly isBot: boolean;
}

/**
 * Keeps one comment on a pull request up to date: the one that begins with the same line.
 *
 * @returns The comment's address.
 */
export async function putComment(ask: Ask, pullRequest: number, body: string): Promise<string> {
  const known = await find(ask, `issues/${pullRequest}/comments`, body);
  const answer = known
    ? await ask("PATCH", `issues/comments/${known.id}`, { body })
    : await ask("POST", `issues/${pullRequest}/comments`, { body });
  return noteOf(answer).url;
}

/**
 * Keeps one open issue up to date: the one that begins with the same line. One that was closed is not opened again.
 *
 * @returns The issue's address.
 */
export async function putIssue(ask: Ask, title: string, body: string): Promise<string> {
  const known = await find(ask, "issues?state=open&creator=github-actions[bot]", body);
  const answer = known
    ? await ask("PATCH", `issues/${known.number}`, { title, body })
    : await ask("POST", "issues", { title, body });
  return noteOf(answer).url;
}

const pageSize = 100;

/** Only what a bot wrote counts: everybody can write the line that a note begins with. */
async function find(ask: Ask, path: string, body: string): Promise<Note | undefined> {
  const [mark = ""] = body.split("\n");
  if (!/^<!-- .* -->$/.test(mark)) throw new Error("The text must begin with a line <!-- ... --> that it is found by.");
  for (let page = 1; ; page++) {
    const answer = await ask("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=${pageSize}&page=${page}`);
    const notes = (Array.isArray(answer) ? answer : []).map(noteOf);
    const found = notes.find((note) => note.isBot && note.body.split(/\r?\n/)[0] === mark);
    if (found || notes.length < pageSize) return found;
  }
}

function noteOf(answer: unknown): Note {
  const { body, html_url, id, number, user } = isRecord(answer) ? answer : {};
  return {
    id: Number(id),
    number: Number(number),
    body: typeof body === "string" ? body : "",
    url: typeof html_url === "string" ? html_url : "",
    isBot: isRecord(user) && user["type"] === "Bot",
  };
}

/** Asks GitHub's API, with a token. */
export function github(base: string, token: string): Ask {
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
