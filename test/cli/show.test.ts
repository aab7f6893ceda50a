import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { failure, success } from "../../cli/outcome.ts";
import { show } from "../../cli/show.ts";

function shown(outcome: Parameters<typeof show>[0], { json = false, terminal = false } = {}) {
  const stream = () => Object.assign(new PassThrough(), { isTTY: terminal });
  const [stdout, stderr] = [stream(), stream()];
  const written = (stream: PassThrough) => String(stream.read() ?? "");
  const code = show(outcome, json, { stdout, stderr } as unknown as NodeJS.Process);
  return { code, stdout: written(stdout), stderr: written(stderr) };
}

const xterm = { TERM: "xterm-256color" };

test.each<[string, string, Record<string, string>, boolean]>([
  ["reach a terminal", "terminal", xterm, true],
  ["do not reach a file or a pipe", "pipe", xterm, false],
  ["reach a pipe with FORCE_COLOR", "pipe", { FORCE_COLOR: "1" }, true],
  ["do not reach a terminal with NO_COLOR", "terminal", { ...xterm, NO_COLOR: "1" }, false],
  ["do not reach a terminal that has none", "terminal", { TERM: "dumb" }, false],
])("colours %s", (_title, where, env, coloured) => {
  const program = join(__dirname, "terminal.ts");
  const text = execFileSync(process.execPath, [program, where], { env, encoding: "utf8" });
  expect(JSON.parse(text)).toBe(coloured ? "\u001b[31mred\u001b[39m\n" : "red\n");
});

test("output goes to one stream, what went wrong to the other, after an empty line", () => {
  expect(shown({ exitCode: 1, output: "some", errors: "a warning" })).toEqual({
    code: 1,
    stdout: "some\n",
    stderr: "\na warning\n",
  });
});

test("as JSON there is the data alone, on one line, or what there is for people", () => {
  expect(shown({ ...success("text", { a: [1] }), errors: "e" }, { json: true })).toEqual({
    code: 0,
    stdout: '{"a":[1]}\n',
    stderr: "",
  });
  expect(shown(failure("wrong"), { json: true })).toEqual({ code: 1, stdout: '{"errors":"wrong"}\n', stderr: "" });
});

test("at a terminal JSON is indented", () => {
  expect(shown(success("", { a: 1 }), { json: true, terminal: true }).stdout).toBe('{\n  "a": 1\n}\n');
});
