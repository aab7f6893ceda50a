import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareScript } from "../../components/database/prepare.ts";

let root: string;
let volume: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "prepare-"));
  volume = join(root, "volume");
  for (const folder of ["bin", "binding", "volume"]) mkdirSync(join(root, folder));
  bind({ database: "scheduler", password: "first", username: "dolphin" });
  // Stand-ins that note what they are told: what matters here is the script's order of steps, not PostgreSQL.
  program("initdb", `mkdir "\${1#--pgdata=}"; echo "$*" >> "${root}/initdb"`);
  program("postgres", `echo "-- $*" >> "${root}/sql"; cat >> "${root}/sql"`);
});

afterEach(() => rmSync(root, { force: true, recursive: true }));

function bind(keys: Record<string, string>) {
  for (const [key, value] of Object.entries(keys)) writeFileSync(join(root, "binding", key), value);
}

function program(name: string, body: string) {
  const path = join(root, "bin", name);
  writeFileSync(path, `#!/bin/bash\n${body}\n`);
  chmodSync(path, 0o755);
}

function prepare(): number | null {
  const env = {
    BINDING: join(root, "binding"),
    PATH: `${join(root, "bin")}:${process.env["PATH"]}`,
    PGDATA: join(volume, "pgdata"),
  };
  return spawnSync("bash", ["-euo", "pipefail", "-c", prepareScript], { env }).status;
}

const read = (name: string) => readFileSync(join(root, name), "utf8");
const statements = () =>
  read("sql")
    .split("\n")
    .filter((line) => line && !line.startsWith("--"));

test("the first start makes a database that the scheduler's role owns, and sets its password", () => {
  expect(prepare()).toBe(0);
  expect(statements()).toEqual([
    'CREATE ROLE "dolphin" LOGIN',
    'CREATE DATABASE "scheduler" OWNER "dolphin"',
    "ALTER ROLE \"dolphin\" PASSWORD 'first'",
  ]);
  expect(read("initdb")).toContain("--data-checksums --auth-local=peer --auth-host=scram-sha-256");
});

test("a later start keeps the data and takes over the password of a new Secret", () => {
  prepare();
  writeFileSync(join(volume, "pgdata", "data"), "kept");
  rmSync(join(root, "sql"));
  bind({ password: "second" });

  expect(prepare()).toBe(0);
  expect(statements()).toEqual(["ALTER ROLE \"dolphin\" PASSWORD 'second'"]);
  expect(read("volume/pgdata/data")).toBe("kept");
});

test("a first start that dies halfway leaves nothing that the next one would take for a database", () => {
  program("postgres", "exit 1");
  expect(prepare()).not.toBe(0);
  expect(existsSync(join(volume, "pgdata"))).toBe(false);

  program("postgres", `cat >> "${root}/sql"`);
  expect(prepare()).toBe(0);
  expect(statements()).toHaveLength(3);
});

test("a password with a quote in it is one SQL literal", () => {
  bind({ password: "it's" });
  prepare();
  expect(statements().at(-1)).toBe("ALTER ROLE \"dolphin\" PASSWORD 'it''s'");
});

test("a statement that fails fails the start and is never logged", () => {
  prepare();
  for (const call of read("sql").match(/^-- .*/gm) ?? []) {
    expect(call).toContain("-c exit_on_error=on -c log_min_error_statement=panic");
  }
  program("postgres", "exit 1");
  expect(prepare()).not.toBe(0);
});

test("only the scheduler's role may log in over the network, to its own database, with SCRAM", () => {
  prepare();
  expect(read("volume/pgdata/pg_hba.conf")).toBe(
    'local all postgres peer\nhost "scheduler" "dolphin" all scram-sha-256\n',
  );
});

test("the data folder is closed to others even when the volume's group opened it", () => {
  prepare();
  chmodSync(join(volume, "pgdata"), 0o2770);
  prepare();
  expect(statSync(join(volume, "pgdata")).mode & 0o777).toBe(0o700);
});
