import { join } from "node:path";
import fc from "fast-check";
import { resolve, resolveOrThrow } from "../../stacks/config/index.ts";
import { overlap, parseWindow } from "../../stacks/config/sections/windows.ts";
import { cloud, dev } from "./base.ts";

const database = (more: object) => ({ ...cloud, database: { ...cloud.database, ...more } });
const now = "2026-02-01";
const specOf = (input: object) => resolveOrThrow(input, { now }).spec;
const warningsOf = (input: object, path: string) =>
  resolveOrThrow(input).warnings.filter((warning) => warning.path === path);

test("class prod keeps its database and its files in AWS, with a standby and two weeks of backups", () => {
  const spec = specOf(cloud);
  expect(spec.aws).toEqual({
    account: "123456789012",
    prefix: "dolphinscheduler",
    region: "eu-central-1",
    tags: { environment: "dolphinscheduler", "managed-by": "pulumi", "part-of": "dolphinscheduler" },
  });
  expect(spec.database).toMatchObject({
    availability: "multi-az",
    backend: "rds",
    backupDays: 14,
    caBundle: { key: "global-bundle.pem", kind: "config-map", name: "rds-ca" },
    instance: "dolphinscheduler-database",
    majorUpgrade: "refuse",
    restoreFrom: undefined,
    storageGiB: 100,
    storageLimitGiB: 500,
  });
  expect(spec.objectStore).toEqual({
    access: { keyVersion: 1, kind: "iam-user" },
    accessLogs: { kind: "own" },
    backend: "s3",
    bucket: "acme-dolphin",
    cidr: undefined,
    taskLogs: { days: 180, prefix: "logs/" },
  });
});

test("an environment in the cluster has nothing in AWS", () => {
  expect(specOf(dev).aws).toBeUndefined();
});

test("class dev may use AWS too, with the least storage that RDS has", () => {
  const spec = specOf({ ...dev, aws: cloud.aws, database: { ...cloud.database, backend: "rds" } });
  expect(spec.database).toMatchObject({ backend: "rds", storageGiB: 20, storageLimitGiB: 100 });
});

test("names in AWS begin with the prefix, and a stack's tags are beside ours", () => {
  const spec = specOf({ ...cloud, aws: { ...cloud.aws, prefix: "dp", tags: { "cost-center": "data" } } });
  expect(spec.aws?.tags).toEqual({
    "cost-center": "data",
    environment: "dp",
    "managed-by": "pulumi",
    "part-of": "dolphinscheduler",
  });
  expect(spec.database).toMatchObject({ instance: "dp-database" });
});

test("an account that YAML read as a number is the account", () => {
  expect(specOf({ ...cloud, aws: { ...cloud.aws, account: 123456789012 } }).aws?.account).toBe("123456789012");
});

test("a file of certificates is taken by its path", () => {
  const input = database({ caBundle: { file: "fixtures/ca.pem" } });
  expect(resolveOrThrow(input, { folder: "test", now }).spec.database).toMatchObject({
    caBundle: { kind: "file", path: "test/fixtures/ca.pem" },
  });
  const absolute = join(__dirname, "../fixtures/ca.pem");
  expect(
    resolveOrThrow(database({ caBundle: { file: absolute } }), { folder: "test", now }).spec.database,
  ).toMatchObject({
    caBundle: { path: absolute },
  });
});

test("a time is restored in UTC, from the environment's own instance unless another is named", () => {
  const restoreFrom = { pointInTime: "2026-01-31T10:55:00+01:00" };
  expect(specOf(database({ restoreFrom })).database).toMatchObject({
    restoreFrom: {
      from: { kind: "point-in-time", source: "dolphinscheduler-database", time: "2026-01-31T09:55:00Z" },
      serve: "original",
    },
  });
  expect(specOf(database({ restoreFrom: { ...restoreFrom, source: "old" } })).database).toMatchObject({
    restoreFrom: { from: { source: "old" } },
  });
});

test.each([
  ["2026-01-31T09:55:00Z", "2026-01-31T10:00:00Z", true],
  ["2026-01-31T09:55:00Z", "2026-01-31T09:59:00Z", false],
  ["2026-01-31T09:55:00Z", "2026-02-14T09:55:00Z", true],
  ["2026-01-31T09:55:00Z", "2026-02-14T09:56:00Z", false],
])("a restore of %s can begin at %s: %p", (pointInTime, moment, expected) => {
  expect(resolve(database({ restoreFrom: { pointInTime } }), { now: moment }).ok).toBe(expected);
});

test("a restored instance that serves is asked for no backups, however long ago they were", () => {
  const restoreFrom = { pointInTime: "2026-01-31T09:55:00Z", serve: "restored" };
  expect(resolve(database({ restoreFrom }), { now: "2026-07-01" }).ok).toBe(true);
});

test("every step of a restore says what the next one is", () => {
  const [started] = warningsOf(database({ restoreFrom: { snapshot: "rds:before" } }), "database.restoreFrom");
  expect(started?.received).toBe(
    "dolphinscheduler-database-restored-7fbbe0a8 is built beside dolphinscheduler-database, which the scheduler still uses",
  );
  expect(started?.fix).toMatch(/serve: restored/);

  const restoreFrom = { serve: "restored", snapshot: "rds:before" };
  const [switched] = warningsOf(database({ restoreFrom }), "database.restoreFrom");
  expect(switched?.fix).toMatch(/instance: dolphinscheduler-database-restored-7fbbe0a8 in place of restoreFrom/);

  const done = database({ instance: "dolphinscheduler-database-restored-7fbbe0a8" });
  expect(warningsOf(done, "database.restoreFrom")).toEqual([]);
});

test("an instance profile is allowed where the version has it and the metadata service is open, with a warning", () => {
  const input = {
    ...cloud,
    isolation: {
      egress: [{ cidr: "169.254.169.254/32", from: ["master", "worker", "api"], ports: [80] }],
    },
    objectStore: { ...cloud.objectStore, access: { kind: "instance-profile", nodeRole: "eks-nodes" } },
    version: "3.4.2",
  };
  expect(specOf(input).objectStore).toMatchObject({ access: { kind: "instance-profile", nodeRole: "eks-nodes" } });
  expect(warningsOf(input, "objectStore.access")[0]?.received).toMatch(/whatever the role eks-nodes may do/);
});

test.each([
  ["irsa", /web identity.*#17742, #17867/],
  ["pod-identity", /web identity.*#17742, #17867/],
])("%s is refused with the reason", (access, received) => {
  const resolution = resolve({ ...cloud, objectStore: { ...cloud.objectStore, access } });
  expect(resolution.ok ? "" : resolution.problems[0]?.received).toMatch(received);
});

test.each<[string, string, boolean]>([
  ["01:00-02:00", "sun:03:00-sun:04:00", false],
  ["01:00-02:00", "sun:01:30-sun:02:30", true],
  ["01:00-02:00", "sun:02:00-sun:03:00", false],
  ["23:30-00:30", "mon:00:00-mon:00:30", true],
  ["23:30-00:30", "sun:23:00-sun:23:30", false],
  ["03:00-03:30", "sun:23:00-mon:03:30", true],
  ["22:00-22:30", "sun:23:00-mon:21:00", false],
])("backup at %s and maintenance at %s overlap: %p", (daily, weekly, expected) => {
  expect(overlap(parseWindow(daily), parseWindow(weekly))).toBe(expected);
  expect(overlap(parseWindow(weekly), parseWindow(daily))).toBe(expected);
});

test("windows overlap exactly when some minute of the week is in both", () => {
  const clock = (minute: number) =>
    [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  const day = (minute: number) => ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][Math.floor(minute / 1440) % 7];
  const minutesOf = ({ minutes, starts }: ReturnType<typeof parseWindow>) =>
    new Set(starts.flatMap((start) => Array.from({ length: minutes }, (_, index) => (start + index) % 10_080)));
  fc.assert(
    fc.property(
      fc.nat(1439),
      fc.integer({ max: 200, min: 30 }),
      fc.nat(10_079),
      fc.integer({ max: 1400, min: 30 }),
      (at, length, from, lasting) => {
        const backup = parseWindow(`${clock(at)}-${clock(at + length)}`);
        const end = from + lasting;
        const maintenance = parseWindow(`${day(from)}:${clock(from)}-${day(end)}:${clock(end)}`);
        expect([backup.minutes, maintenance.minutes]).toEqual([length, lasting]);
        const common = [...minutesOf(backup)].some((minute) => minutesOf(maintenance).has(minute));
        expect(overlap(backup, maintenance)).toBe(common);
      },
    ),
  );
});
