import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { commands } from "../../cli/commands/index.ts";
import { projectRoot } from "../lab/paths.ts";
import { Desk } from "./called.ts";

jest.setTimeout(120_000);

/** Pulumi that says which words it was called with, one a line. */
const desk = new Desk({ pulumi: 'for word in "$@"; do echo "[$word]"; done; exit "$CODE"' });
afterAll(() => desk.dispose());

const words = ({ stdout }: { readonly stdout: string }) =>
  [...stdout.matchAll(/^\[(.*)\]$/gm)].map(([, word]) => word).join(" ");

/** The help of every command, made in one process. */
let helps: Readonly<Record<string, string>> = {};

beforeAll(() => {
  const script = `
    const { main } = await import(${JSON.stringify(join(projectRoot(), "cli/main.ts"))});
    const said = async (name) => [name, (await main(["--help", name], ".")).outcome.output];
    console.log(JSON.stringify(await Promise.all(${JSON.stringify(commands.map(({ name }) => name))}.map(said))));`;
  const options = { encoding: "utf8" } as const;
  helps = Object.fromEntries(
    JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script], options)),
  );
});

test.each(commands.map(({ name }) => name))("the help of %s has examples, and what --json prints", (name) => {
  expect(helps[name]).toMatch(new RegExp(`^dolphinpod ${name}\\b`));
  expect(helps[name]).toMatch(new RegExp(`Examples:\\n {2}dolphinpod ${name}\\b`));
  expect(helps[name]).toContain("With --json:");
});

test("the help names every command", async () => {
  const { code, stdout } = await desk.call(["--help"]);
  expect(code).toBe(0);
  for (const { about, name } of commands) expect(stdout).toMatch(new RegExp(`dolphinpod ${name} .*${about}`));
});

test.each(commands.map(({ name }) => name).filter((name) => name !== "completion"))("npm runs %s too", (name) => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as { scripts: object };
  expect(Object.values(scripts).filter((script) => script.startsWith(`node scripts/run.mjs ${name}`))).not.toEqual([]);
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as { version: string };
  expect((await desk.call(["--version"])).stdout).toBe(`${version}\n`);
});

test.each([
  [
    "an unknown command, and what was meant",
    ["chekc"],
    /^Unknown command: chekc\. Did you mean check\?\ndolphinpod --help/,
  ],
  ["an unknown command that resembles none", ["xyzzyxyzzy"], /^Unknown command: xyzzyxyzzy\.\n/],
  ["no command", [], /^Which command\?\n/],
  ["an unknown option", ["config", "dev", "--yaml"], /^Unknown argument: yaml\ndolphinpod config --help/],
  ["a word too many", ["config", "dev", "prod"], /^Unknown argument: prod\n/],
  ["a required option that is missing", ["apply", "dev"], /^Missing required argument: plan\n/],
  ["a value that is none of a few", ["completion", "fish"], /Choices: "bash", "zsh"/],
  ["two stacks", ["config", "dev", "-s", "test"], /^Which stack, dev or test\? Name one\.\n/],
  ["two stacks of Pulumi's", ["up", "dev", "--yes", "--stack=test"], /^Which stack, dev or test\? Name one\.\n/],
  ["an option without its value", ["render", "dev", "--out"], /^--out: received nothing/],
  ["an empty value", ["check", "dev", "--yaml", ""], /^--yaml: received nothing/],
  ["an empty stack", ["preview", "", "--diff"], /^--stack: received nothing/],
  ["a stack that is not there", ["config", "live"], /^No file Pulumi\.live\.yaml: there are dev, test\.\n/],
])("wrong use ends with 64 and tells of %s", async (_, given, message) => {
  const { code, stderr, stdout } = await desk.call(given);
  expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
  expect(stderr).toMatch(message);
});

test.each([
  ["after the stack", ["up", "dev", "--yes", "--target", "a::b", "-d"], "up --stack dev --yes --target a::b -d"],
  ["before the stack", ["up", "--diff", "--stack=dev"], "up --stack dev --diff"],
  ["with the stack as Pulumi names it", ["preview", "--diff", "-s", "dev"], "preview --stack dev --diff"],
  ["with the stack named twice", ["up", "dev", "--yes", "-s", "dev"], "up --stack dev --yes"],
  ["after two dashes", ["up", "dev", "--", "--json"], "up --stack dev --json"],
  ["numbers as they are", ["up", "dev", "--parallel", "08"], "up --stack dev --parallel 08"],
  ["all of them, help too", ["pulumi", "stack", "ls", "--help", "--json"], "stack ls --help --json"],
])("options that are Pulumi's reach it: %s", async (_, given, expected) => {
  const called = await desk.call(given, { CODE: "0" });
  expect(words(called)).toBe(expected);
  expect(called.code).toBe(0);
});

test("where Pulumi fails the command ends with 1, whatever Pulumi ended with", async () => {
  expect(await desk.call(["up", "dev"], { CODE: "255" })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("pulumi up of dev failed"),
  });
});

test("a program that is missing is named, without a trace", async () => {
  const nothing = { PATH: join(desk.folder, "empty") };
  const { code, stderr } = await desk.call(["up", "dev"], nothing);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^pulumi could not be run: [^\n]*\n$/) });
});

test("a report has colours where they are forced, and none in a pipe", async () => {
  writeFileSync(join(desk.folder, "pod.yaml"), "apiVersion: v1\nkind: Pod\nmetadata: {name: one}\n");
  const judged = ["policy", "pod.yaml", "--class", "prod"];
  expect((await desk.call(judged, { FORCE_COLOR: "1" })).stdout).toContain("\u001b[");
  expect((await desk.call(judged)).stdout).not.toContain("\u001b[");
});

test.each([
  ["a command", ["che"], ["check"]],
  ["options that are not there yet", ["check", "--yaml", "out", "--s"], ["--stacks"]],
  ["stacks", ["check", ""], ["dev", "test"]],
  ["stacks as an option", ["check", "--stack", ""], ["dev", "test"]],
  ["the values of an option", ["policy", "--format", "s"], ["sarif"]],
  ["nothing for a file", ["note", ""], []],
])("completion knows %s", async (_, typed, expected) => {
  const { stdout } = await desk.call(["--get-completions", ...typed]);
  expect(stdout.split("\n").filter(Boolean)).toEqual(expected);
});

test("the script for bash completes in the repository, where npx alone finds the command", async () => {
  const { stdout: script } = await desk.call(["completion", "bash"]);
  desk.program("npx", `shift; exec '${process.execPath}' '${join(projectRoot(), "cli/index.ts")}' "$@"`);
  const typed = 'COMP_WORDS=(dolphinpod policy-c); COMP_CWORD=1; _dolphinpod; echo "$COMPREPLY"';
  const env = { ...process.env, PATH: `${desk.bin}:/usr/bin:/bin` };
  const said = execFileSync("bash", ["-c", `${script}\n${typed}`], { cwd: desk.folder, encoding: "utf8", env });
  expect(said).toBe("policy-change\n");
});

test("the script for bash completes in a shell", async () => {
  const { stdout: script } = await desk.call(["completion", "bash"]);
  desk.program("dolphinpod", `exec '${process.execPath}' '${join(projectRoot(), "cli/index.ts")}' "$@"`);
  const typed = 'COMP_WORDS=(dolphinpod policy-c); COMP_CWORD=1; _dolphinpod; echo "$COMPREPLY"';
  const env = { ...process.env, PATH: desk.path };
  const said = execFileSync("bash", ["-c", `${script}\n${typed}`], { cwd: desk.folder, encoding: "utf8", env });
  expect(said).toBe("policy-change\n");
});

const zsh = (process.env["PATH"] ?? "").split(delimiter).find((folder) => existsSync(join(folder, "zsh")));

(zsh === undefined ? test.skip : test)("the script for zsh completes in a shell", async () => {
  const { stdout: script } = await desk.call(["completion", "zsh"]);
  desk.program("dolphinpod", `exec '${process.execPath}' '${join(projectRoot(), "cli/index.ts")}' "$@"`);
  // What zsh itself does around a completion.
  const shell = "compdef() { : }; compadd() { shift 2; print -l $found }; words=(dolphinpod check ''); CURRENT=3";
  const env = { ...process.env, PATH: desk.path };
  const options = { cwd: desk.folder, encoding: "utf8", env } as const;
  expect(execFileSync("zsh", ["-f", "-c", `${shell}\n${script}\n_dolphinpod`], options)).toBe("dev\ntest\n");
});
