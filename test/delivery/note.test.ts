import { note } from "../../cli/commands/note.ts";
import { type Ask, putComment, putIssue } from "../../delivery/note.ts";

const mark = "<!-- dolphinpod:preview -->";

/** GitHub as far as notes need it: what was asked, and comments over several pages. */
function github(notes: readonly object[]) {
  const asked: string[] = [];
  const ask: Ask = async (method, path) => {
    asked.push(`${method} ${path}`);
    if (method !== "GET") return { html_url: "https://github.example/1" };
    const page = Number(/&page=(\d+)/.exec(path)?.[1]);
    return notes.slice((page - 1) * 100, page * 100);
  };
  return { ask, asked };
}

const by = (type: string, body: string, id = 7) => ({ id, number: id, body, user: { type }, html_url: "" });

test("the first comment is made, and after that it is kept up to date", async () => {
  const none = github([]);
  expect(await putComment(none.ask, 12, `${mark}\nnew`)).toBe("https://github.example/1");
  expect(none.asked.at(-1)).toBe("POST issues/12/comments");

  const one = github([by("Bot", "other"), by("Bot", `${mark}\r\nold`)]);
  await putComment(one.ask, 12, `${mark}\nnew`);
  expect(one.asked.at(-1)).toBe("PATCH issues/comments/7");
});

test("it is found on a later page too", async () => {
  const many = github([...Array(150).fill(by("Bot", "other")), by("Bot", mark, 8)]);
  await putComment(many.ask, 12, mark);
  expect(many.asked).toEqual([
    expect.stringContaining("&page=1"),
    expect.stringContaining("&page=2"),
    "PATCH issues/comments/8",
  ]);
});

test("a person's comment that begins with the same line is left alone", async () => {
  const theirs = github([by("User", mark)]);
  await putComment(theirs.ask, 12, mark);
  expect(theirs.asked.at(-1)).toBe("POST issues/12/comments");
});

test("one open issue is kept up to date", async () => {
  const open = github([by("Bot", "<!-- dolphinpod:drift:prod -->\nold", 3)]);
  await putIssue(open.ask, "prod", "<!-- dolphinpod:drift:prod -->\nnew");
  expect(open.asked.at(-1)).toBe("PATCH issues/3");
  const other = github([by("Bot", "<!-- dolphinpod:drift:dev -->\nold", 3)]);
  await putIssue(other.ask, "prod", "<!-- dolphinpod:drift:prod -->\nnew");
  expect(other.asked.at(-1)).toBe("POST issues");
});

test("a text that could not be found again is refused", async () => {
  await expect(putComment(github([]).ask, 12, "text")).rejects.toThrow("must begin with a line <!-- ... -->");
});

test.each([[{}], [{ on: "1", issue: "t" }], [{ on: "../x" }]])(
  "%j is answered with how the command is used",
  async (options) => {
    expect(await note({ file: "x.md", ...options }, ".", {})).toMatchObject({
      exitCode: 64,
      errors: expect.stringContaining("--on"),
    });
  },
);
