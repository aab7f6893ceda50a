import { PassThrough } from "node:stream";
import { WriteStream } from "node:tty";
import { styleText } from "node:util";
import { failure, success } from "../../cli/outcome.ts";
import { show } from "../../cli/show.ts";

/** A stream that keeps what is written; at a terminal Node.js itself judges by the environment how many colours it has. */
function stream(terminal: boolean) {
  const kept = new PassThrough();
  const getColorDepth = () =>
    WriteStream.prototype.getColorDepth.call(kept, { ...process.env, TERM: "xterm-256color" });
  const made = terminal ? Object.assign(kept, { isTTY: true, getColorDepth }) : kept;
  return { made: made as unknown as NodeJS.WriteStream, text: () => String(kept.read() ?? "") };
}

function shown(outcome: Parameters<typeof show>[0], { json = false, terminal = false } = {}) {
  const [stdout, stderr] = [stream(terminal), stream(terminal)];
  const code = show(outcome, json, { stdout: stdout.made, stderr: stderr.made });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

const red = "\u001b[31mred\u001b[39m";
const saved = { ...process.env };

beforeEach(() => {
  for (const name of ["NO_COLOR", "FORCE_COLOR", "NODE_DISABLE_COLORS"]) delete process.env[name];
});

afterAll(() => {
  process.env = saved;
});

test("colours reach a terminal, and neither a file nor a pipe", () => {
  const outcome = success(styleText("red", "red", { validateStream: false }));
  expect(shown(outcome, { terminal: true }).stdout).toBe(`${red}\n`);
  expect(shown(outcome).stdout).toBe("red\n");
});

test("NO_COLOR takes them from a terminal", () => {
  const outcome = failure(styleText("red", "red", { validateStream: false }));
  process.env["NO_COLOR"] = "1";
  expect(shown(outcome, { terminal: true }).stderr).toBe("red\n");
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
