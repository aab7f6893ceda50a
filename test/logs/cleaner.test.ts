import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanerScript } from "../../components/logs/cleaner-script.ts";
import { cleanerMetrics as metric } from "../../components/logs/metrics.ts";
import { LogFolder, missing } from "./running-cleaner.ts";

// A busy machine starts processes slowly.
jest.setTimeout(60_000);

const real = missing === undefined ? test : test.skip;
if (missing !== undefined) test.skip(`the log cleaner ${missing}`, () => {});

let logs: LogFolder;
beforeEach(() => {
  logs = new LogFolder();
});
afterEach(() => logs.dispose());

const aged = `${metric.deletedFiles}{reason="age"}`;
const crowded = `${metric.deletedFiles}{reason="size"}`;

real("a task's log goes when it is too old, with the folders that it leaves empty", async () => {
  const old = logs.write("20260101/7/1/3/1.log", { hours: 25 });
  const young = logs.write("20260102/7/1/4/2.log", { hours: 23 });
  const { first } = await logs.clean();
  expect(existsSync(old)).toBe(false);
  expect(existsSync(join(logs.path, "20260101"))).toBe(false);
  expect(existsSync(young)).toBe(true);
  expect(first).toMatchObject({ [aged]: 1, [crowded]: 0, [metric.errors]: 0 });
});

real.each([
  ["a writer", "a"],
  ["a reader", "r"],
])("a file that %s has open stays however old it is, and goes once it is closed", async (_, flags) => {
  const path = logs.write("20260101/7/1/3/1.log", { hours: 1000 });
  const open = openSync(path, flags);
  const { first, metrics } = await logs.clean({ intervalSeconds: 1, limitBytes: 0 });
  expect(existsSync(path)).toBe(true);
  expect(first).toMatchObject({ [aged]: 0, [crowded]: 0, [metric.openFiles]: 1 });

  closeSync(open);
  while (existsSync(path)) await sleep(50);
  expect(await metrics()).toMatchObject({ [metric.errors]: 0 });
});

real("above the limit the oldest logs go until the rest fits", async () => {
  const names = [1, 2, 3, 4].map((n) => `20260101/7/1/${n}/${n}.log`);
  const paths = names.map((name, index) => logs.write(name, { bytes: 100 * 1024, hours: 10 - index }));
  const { first } = await logs.clean({ limitBytes: 250 * 1024 });
  expect(paths.map(existsSync)).toEqual([false, false, true, true]);
  expect(first).toMatchObject({ [aged]: 0, [crowded]: 2, [metric.limitBytes]: 250 * 1024 });
  expect(first[metric.taskLogBytes]).toBeLessThanOrEqual(250 * 1024);
});

/** Six old files and six newer ones, to be of 100 KiB each; 700 KiB may stay. */
const kibibytes = 1024;
const stuck = Array.from({ length: 6 }, (_, n) => `20260101/7/1/${n}/${n}.log`);
const later = Array.from({ length: 6 }, (_, n) => `20260102/7/1/${n}/${n}.log`);

real("where the oldest logs are open, newer ones make room, and no more of them than it takes", async () => {
  const open = stuck.map((name, n) => openSync(logs.write(name, { bytes: 100 * kibibytes, hours: 20 - n }), "a"));
  const paths = later.map((name) => logs.write(name, { bytes: 100 * kibibytes, hours: 5 }));
  const { first } = await logs.clean({ limitBytes: 700 * kibibytes });
  open.forEach(closeSync);
  expect(paths.filter(existsSync)).toHaveLength(1);
  expect(first).toMatchObject({ [crowded]: 5, [metric.errors]: 0, [metric.taskLogBytes]: 700 * kibibytes });
});

real.each([
  ["old", 1000, 0],
  ["not yet too old", 20, 0],
])("files that are not the cleaner's and %s are errors, told once, and do not stop it", async (_, hours, open) => {
  for (const name of stuck) logs.writeForeign(name, { bytes: 100 * kibibytes, hours });
  const paths = later.map((name) => logs.write(name, { bytes: 100 * kibibytes, hours: 5 }));
  const { complaints, first } = await logs.clean({ limitBytes: 700 * kibibytes });
  expect(paths.filter(existsSync)).toHaveLength(1);
  expect(first).toMatchObject({ [crowded]: 5, [metric.errors]: 6, [metric.openFiles]: open });
  expect(complaints().match(/Permission denied/g)).toHaveLength(1);
});

real("what was written within the last hour stays, even above the limit", async () => {
  const path = logs.write("20260101/7/1/3/1.log", { bytes: 4096, hours: 0.5 });
  const { first } = await logs.clean({ limitBytes: 0 });
  expect(existsSync(path)).toBe(true);
  expect(first[metric.taskLogBytes]).toBe(4096);
});

real("the server's own files, folders that are no day, and what a link leads to are not touched", async () => {
  const outside = new LogFolder();
  const target = outside.write("20260101/1.log", { hours: 1000 });
  const kept = ["dolphinscheduler-worker.log", "lost+found/1.log", "2026010/1.log"].map((name) =>
    logs.write(name, { hours: 1000 }),
  );
  logs.write("20260102/1.log", { hours: 1 });
  symlinkSync(join(outside.path, "20260101"), join(logs.path, "20260101"));
  symlinkSync(target, join(logs.path, "20260102/2.log"));
  await logs.clean({ limitBytes: 0 });
  expect([...kept, target].map(existsSync)).toEqual([true, true, true, true]);
  await outside.dispose();
});

real("an empty folder stays for an hour, because a task may be about to open its log in it", async () => {
  const path = logs.write("20260101/7/1/3/1.log", { hours: 1000 });
  const fresh = join(path, "..");
  utimesSync(fresh, Date.now() / 1000, Date.now() / 1000);
  await logs.clean();
  expect(existsSync(path)).toBe(false);
  expect(existsSync(fresh)).toBe(true);
});

real("it ends at once when it is told to, and answers nothing but its metrics", async () => {
  const { child, port } = await logs.clean();
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

real("its answer is Prometheus text: each metric has a type, and each name is one that rules may use", async () => {
  const { port } = await logs.clean();
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const typed = [...text.matchAll(/^# TYPE (\w+) (counter|gauge)$/gm)].map(([, name]) => name);
  const sampled = [...text.matchAll(/^(\w+)(\{reason="\w+"\})? \d+$/gm)].map(([, name]) => name);
  expect(typed.sort()).toEqual(Object.values(metric).sort());
  expect(new Set(sampled)).toEqual(new Set(Object.values(metric)));
});

const perlBase = "/var/lib/dpkg/info/perl-base.list";
(existsSync(perlBase) ? test : test.skip)("it loads nothing that the essential package perl-base lacks", () => {
  const loaded = `BEGIN { $SIG{__DIE__} = sub { print join "\\n", values %INC; exit 0 } }\n${cleanerScript}`;
  const { stdout } = spawnSync("perl", ["-e", loaded], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], PORT: "-1" },
  });
  const files = stdout.trim().split("\n");
  const essential = new Set(readFileSync(perlBase, "utf8").split("\n"));
  expect(files).toContainEqual(expect.stringMatching(/Fcntl\.pm$/));
  expect(files.filter((file) => !essential.has(file))).toEqual([]);
});
