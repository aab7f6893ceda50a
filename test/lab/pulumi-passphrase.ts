import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { Log } from "./tools/progress.ts";

type Env = Record<string, string | undefined>;

/**
 * Settings that give the CLI its passphrase: the user's own when they set one, otherwise the lab's file.
 *
 * The file is made on first use, and then a person at a terminal may choose the passphrase.
 */
export async function passphraseEnv(file: string, log: Log, env: Env = process.env): Promise<Env> {
  if (env.PULUMI_CONFIG_PASSPHRASE !== undefined || env.PULUMI_CONFIG_PASSPHRASE_FILE) return {};
  if (!existsSync(file)) {
    const typed = process.stdin.isTTY && process.stderr.isTTY ? await ask() : "";
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${typed || randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    log(
      `Passphrase for the stacks' secrets: ${typed ? "yours" : "a random one"}, kept in ${file} (readable by you only)`,
    );
  }
  return { PULUMI_CONFIG_PASSPHRASE_FILE: file };
}

async function ask(): Promise<string> {
  process.stderr.write("Passphrase for the stacks' secrets (empty: make a random one): ");
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return (await prompt.question("")).trim();
  } finally {
    prompt.close();
    process.stderr.write("\n");
  }
}
