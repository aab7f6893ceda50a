import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { saltOf, withoutSalt, withSalt } from "./pulumi-salt.ts";
import { isAlive } from "./tools/lock.ts";

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;
const JOURNAL = /^running-(\d+)-.+\.json$/;

/** What a running command must put right when it ends; on disk, so that the next one can after a kill. */
interface Loan {
  folder: string;
  /** Stack files that had no salt, with their text then. */
  borrowed: Record<string, string>;
  /** Stack files with a salt of their own: never touched. */
  own: string[];
}

/**
 * Keeps the encryption salt out of the stack files that git tracks.
 *
 * The CLI wants the salt of the passphrase in the stack file, and every user of the lab has their own passphrase. So the
 * salts lie in the lab's state: they are put into the files for the time of a command and taken out after it. A file that
 * has a salt of its own is left alone. What a killed command left behind is repaired by the next.
 *
 * @param project folder of the stack files
 * @param salts folder the salts are kept in
 * @returns takes the salts out again; synchronous, so that it also works while the process ends
 */
export function lendSalts(project: string, salts: string): () => void {
  mkdirSync(salts, { recursive: true });
  for (const { journal, owner } of journals(salts)) if (!isAlive(owner)) settle(journal, salts);

  const lent = lentNow(salts);
  const loan: Loan = { folder: resolve(project), borrowed: {}, own: [] };
  for (const file of stackFiles(loan.folder)) {
    const text = lent[file] ?? readFileSync(file, "utf8");
    if (saltOf(text) === undefined) loan.borrowed[file] = text;
    else loan.own.push(file);
  }
  const journal = join(salts, `running-${process.pid}-${randomUUID()}.json`);
  write(journal, JSON.stringify(loan));
  for (const file of Object.keys(loan.borrowed)) {
    const saved = savedSalt(file, salts);
    if (existsSync(saved) && lent[file] === undefined) {
      write(file, withSalt(readFileSync(file, "utf8"), readFileSync(saved, "utf8").trim()));
    }
  }
  return () => settle(journal, salts);
}

/** Ends a loan: saves and takes out every salt that the files did not have before and that no other command needs. */
function settle(journal: string, salts: string): void {
  const { folder, borrowed, own } = JSON.parse(readFileSync(journal, "utf8")) as Loan;
  const lent = lentNow(salts, journal);
  for (const file of existsSync(folder) ? stackFiles(folder) : []) {
    const text = readFileSync(file, "utf8");
    const salt = saltOf(text);
    if (salt === undefined || own.includes(file) || lent[file] !== undefined) continue;
    write(savedSalt(file, salts), `${salt}\n`);
    const stripped = withoutSalt(text, borrowed[file]);
    if (stripped.trim() === "") rmSync(file);
    else write(file, stripped);
  }
  rmSync(journal);
}

/** Files that running commands have borrowed, except by the loan of `but`. */
function lentNow(salts: string, but?: string): Record<string, string> {
  const running = journals(salts).filter(({ journal, owner }) => journal !== but && isAlive(owner));
  return Object.assign(
    {},
    ...running.map(({ journal }) => (JSON.parse(readFileSync(journal, "utf8")) as Loan).borrowed),
  );
}

function journals(salts: string): { journal: string; owner: number }[] {
  return readdirSync(salts).flatMap((name) => {
    const owner = JOURNAL.exec(name)?.[1];
    return owner === undefined ? [] : [{ journal: join(salts, name), owner: Number(owner) }];
  });
}

function stackFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => STACK_FILE.test(name))
    .map((name) => join(folder, name));
}

function savedSalt(stackFile: string, salts: string): string {
  return join(salts, basename(stackFile, ".yaml"));
}

/** Nobody ever reads half a file, also when this process is killed. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
