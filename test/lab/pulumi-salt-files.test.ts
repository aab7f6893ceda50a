import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lendSalts } from "./pulumi-salt-files.ts";

const TEXT = "config:\n  a:b:   c\n";
let root: string;
let salts: string;
let stackFile: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dolphinpod-salt-"));
  salts = join(root, "salts");
  stackFile = join(root, "Pulumi.dev.yaml");
  writeFileSync(stackFile, TEXT);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = () => readFileSync(stackFile, "utf8");
const commandWritesSalt = (salt: string) => appendFileSync(stackFile, `encryptionsalt: ${salt}\n`);

/** Runs one command that makes the CLI write a salt. */
function firstCommand(salt = "v1:first"): void {
  const settle = lendSalts(root, salts);
  commandWritesSalt(salt);
  settle();
}

test("a salt that a command wrote is in the file for the next command, and never after one", () => {
  firstCommand();
  expect(read()).toBe(TEXT);

  const settle = lendSalts(root, salts);
  expect(read()).toBe(`${TEXT}encryptionsalt: v1:first\n`);
  settle();
  expect(read()).toBe(TEXT);
});

test("each stack has its own salt", () => {
  firstCommand();
  writeFileSync(join(root, "Pulumi.prod.yaml"), TEXT);
  const settle = lendSalts(root, salts);
  expect(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8")).toBe(TEXT);
  settle();
});

test("a file with a salt of its own is left alone", () => {
  commandWritesSalt("v1:own");
  const own = read();
  const settle = lendSalts(root, salts);
  settle();
  expect(read()).toBe(own);
  expect(readdirSync(salts)).toEqual([]);
});

test("a stack file that a command made only for the salt goes, and its salt is kept", () => {
  rmSync(stackFile);
  firstCommand();
  expect(existsSync(stackFile)).toBe(false);
  expect(readFileSync(join(salts, "Pulumi.dev"), "utf8")).toBe("v1:first\n");
});

test("what a killed command left behind is repaired by the next", () => {
  lendSalts(root, salts);
  commandWritesSalt("v1:killed");
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  const journal = readdirSync(salts).find((name) => name.startsWith("running-")) ?? "";
  renameSync(join(salts, journal), join(salts, journal.replace(String(process.pid), String(gone))));

  const settle = lendSalts(root, salts);
  expect(read()).toBe(`${TEXT}encryptionsalt: v1:killed\n`);
  settle();
  expect(read()).toBe(TEXT);
});

test("a salt stays in the file until the last of two commands has ended", () => {
  firstCommand();
  const settleOne = lendSalts(root, salts);
  const settleOther = lendSalts(root, salts);
  settleOne();
  expect(read()).toContain("encryptionsalt: v1:first");
  settleOther();
  expect(read()).toBe(TEXT);
});
