import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededDigest } from "../../components/admin/password.ts";
import { adminRun } from "../../components/admin/run.ts";
import { schemaJob } from "../../components/scheduler/schema-job.ts";
import { spec } from "../scheduler/spec.ts";
import { Postgres, postgresFolder } from "./postgres.ts";

const container = () => {
  const [only] = schemaJob(spec, [adminRun("dolphin", { passwordVersion: 1 })]).spec.template.spec.containers;
  if (!only) throw new Error("the Job has no container");
  return only;
};
const texts = () => [
  ...container().command,
  ...container().env.flatMap((variable) => ("value" in variable && variable.value ? [variable.value] : [])),
];

test("Kubernetes leaves script and SQL as they are: nothing in them looks like one of its references", () => {
  const defined = container().env.map(({ name }) => name);
  for (const text of texts()) {
    expect(text).not.toContain("$$");
    const references = [...text.matchAll(/\$\(([^)]*)\)/g)].map(([, name]) => name);
    expect(references.filter((name) => name !== undefined && defined.includes(name))).toEqual(
      text.startsWith("jdbc:") ? ["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME"] : [],
    );
  }
});

test("the script is one that bash can read", () => {
  expect(spawnSync("/bin/bash", ["-n", "-c", container().command[2] ?? ""]).stderr.toString()).toBe("");
});

const missing = postgresFolder === undefined;
const withPostgres = missing ? describe.skip : describe;
const reason = missing ? " (skipped: no PostgreSQL server is installed; Debian's package postgresql brings one)" : "";

withPostgres(`with a real PostgreSQL${reason}`, () => {
  let database: Postgres;
  let home: string;

  beforeAll(() => {
    database = new Postgres();
    home = mkdtempSync(join(tmpdir(), "admin-"));
    mkdirSync(join(home, "bin"));
    // Stands in for Java: the database's answer is what matters here, and what reaches the log.
    const program = `#!/bin/bash\necho "$ADMIN_PASSWORD"\ngrep -v '^^^' /tmp/password.sql | tee /dev/stderr | ${database.psql}\n`;
    writeFileSync(join(home, "bin", "java"), program);
    chmodSync(join(home, "bin", "java"), 0o755);
  }, 60_000);

  afterAll(() => {
    database?.stop();
    rmSync(home, { force: true, recursive: true });
  });

  beforeEach(() => {
    database.query(`
      DROP TABLE IF EXISTS t_dolphinpod_login, t_ds_session, t_ds_user;
      CREATE TABLE t_ds_user (id int PRIMARY KEY, user_name varchar(64), user_password varchar(64), update_time timestamp);
      CREATE TABLE t_ds_session (id varchar(64) PRIMARY KEY, user_id int);
      INSERT INTO t_ds_user VALUES (1, 'admin', '${seededDigest}', '2018-10-24'), (2, 'other', '${seededDigest}', '2018-10-24');
      INSERT INTO t_ds_session VALUES ('a', 1), ('b', 2);
    `);
  });

  function run(password: string) {
    const env = Object.fromEntries(
      container().env.flatMap((it) => ("value" in it && it.value !== undefined ? [[it.name, it.value]] : [])),
    );
    // The wait for the database comes first in the script and is the schema Job's too.
    const script = (container().command[2] ?? "").replace(/^[\s\S]*\ndone\n/, "");
    const { status, stdout, stderr } = spawnSync("/bin/bash", ["-c", script], {
      encoding: "utf8",
      env: { ...env, ADMIN_PASSWORD: password, JAVA_HOME: home, PATH: process.env["PATH"] },
    });
    return { log: stdout + stderr, status };
  }

  const isPassword = (password: string) =>
    database.query(`SELECT 1 FROM t_ds_user WHERE user_name = 'admin' AND user_password = md5('${password}')`)
      .length === 1;
  const byHand = (password: string) =>
    database.query(`UPDATE t_ds_user SET user_password = md5('${password}') WHERE user_name = 'admin'`);

  test("the password that everybody knows is replaced, and who came in with it is signed out", () => {
    expect(isPassword("dolphinscheduler123")).toBe(true);
    expect(run("first")).toEqual({ log: expect.stringContaining("was replaced"), status: 0 });
    expect(isPassword("first")).toBe(true);
    expect(database.query("SELECT id FROM t_ds_session")).toEqual(["b"]);
  });

  test("running again changes nothing, and signs nobody out", () => {
    run("first");
    database.query("INSERT INTO t_ds_session VALUES ('c', 1)");
    const before = database.query("SELECT * FROM t_ds_user ORDER BY id");
    expect(run("first")).toEqual({ log: expect.stringContaining("is the one in the Secret"), status: 0 });
    expect(database.query("SELECT * FROM t_ds_user ORDER BY id")).toEqual(before);
    expect(database.query("SELECT id FROM t_ds_session ORDER BY id")).toEqual(["b", "c"]);
  });

  test("another password in the Secret takes the place of the last one", () => {
    run("first");
    expect(run("second").status).toBe(0);
    expect(run("third").status).toBe(0);
    expect(isPassword("third")).toBe(true);
  });

  test("a password that a person chose stays, whatever the Secret holds", () => {
    run("first");
    byHand("chosen");
    expect(run("second")).toEqual({ log: expect.stringContaining("Somebody chose"), status: 0 });
    expect(isPassword("chosen")).toBe(true);
  });

  test("a password that a person chose before the first run stays too", () => {
    byHand("chosen");
    expect(run("first").status).toBe(0);
    expect(isPassword("chosen")).toBe(true);
  });

  test("a person who sets the Secret's password gives the account back", () => {
    byHand("first");
    run("first");
    run("second");
    expect(isPassword("second")).toBe(true);
  });

  test("no other user is touched, and a renamed administrator is nobody's error", () => {
    run("first");
    expect(database.query("SELECT user_password FROM t_ds_user WHERE id = 2")).toEqual([seededDigest]);
    database.query("UPDATE t_ds_user SET user_name = 'root' WHERE id = 1");
    expect(run("second")).toEqual({ log: expect.stringContaining("There is no user admin"), status: 0 });
  });

  test("neither the password nor its digest reaches the log, whether it works or not", () => {
    const digest = /[0-9a-f]{32}/;
    const worked = run("it's-a-Secret$1").log;
    database.query("DROP TABLE t_ds_user");
    const failed = run("it's-a-Secret$1");
    expect(failed.status).not.toBe(0);
    for (const log of [worked, failed.log]) {
      expect(log).toContain("(a digest)");
      expect(log).not.toMatch(digest);
      expect(log).not.toContain("it's-a-Secret");
    }
  });
});
