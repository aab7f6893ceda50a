import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { RdsDatabase } from "../../components/database/rds/index.ts";
import { instances, restoredInstance } from "../../components/database/rds/names.ts";
import type { RestoreSpec } from "../../components/database/types.ts";
import { aws, awsOutputs } from "../aws/fixtures.ts";
import { find, openInputs, plainData, type Registration, record } from "../binding/fixtures.ts";
import { rds } from "./rds-fixtures.ts";

const from = { kind: "snapshot", snapshot: "rds:before-the-accident" } as const;
const moment = { kind: "point-in-time", source: "shop-prod-database", time: "2026-01-31T09:55:00Z" } as const;
const restored = restoredInstance(rds.instance, from);

let registrations: Registration[];
beforeEach(() => {
  registrations = record(awsOutputs);
});
afterEach(() => jest.restoreAllMocks());

async function register(change: { instance?: string; restoreFrom?: RestoreSpec }): Promise<RdsDatabase> {
  const spec = { ...rds, ...change };
  const database = new RdsDatabase("db", { aws, deletion: "retain", instance: "shop", namespace: "data", spec });
  await pulumi.runtime.disconnect();
  return database;
}

const servedHost = () => plainData(find(registrations, "db-binding"))["host"];

test("a snapshot becomes a second instance beside the first, which still serves", async () => {
  const { binding } = await register({ restoreFrom: { from, serve: "original" } });

  const { allocatedStorage, dbName, finalSnapshotIdentifier, identifier, username, ...original } = openInputs(
    find(registrations, "db-shop-prod-database"),
  );
  expect([dbName, username, identifier]).toEqual(["scheduler", "dolphin", "shop-prod-database"]);
  expect(allocatedStorage).toBe(100);
  // Everything but the names and the source is alike. The size is the source's: AWS takes no smaller one.
  expect(openInputs(find(registrations, `db-${restored}`))).toEqual({
    ...original,
    finalSnapshotIdentifier: `${restored}-final`,
    identifier: restored,
    snapshotIdentifier: from.snapshot,
  });
  expect(finalSnapshotIdentifier).toBe("shop-prod-database-final");
  expect(binding.revision).toBe("shop-prod-database/1");
  expect(servedHost()).toMatch(/^db-shop-prod-database\./);
});

test("a point in time is restored from its source's backups", async () => {
  await register({ restoreFrom: { from: moment, serve: "original" } });
  const { inputs } = find(registrations, `db-${restoredInstance(rds.instance, moment)}`);
  expect(inputs.restoreToPointInTime).toEqual({
    restoreTime: "2026-01-31T09:55:00Z",
    sourceDbInstanceIdentifier: "shop-prod-database",
  });
  expect(inputs.allocatedStorage).toBeUndefined();
});

test("both instances are protected, and monitoring is for both", async () => {
  await register({ restoreFrom: { from, serve: "original" } });
  expect(find(registrations, "db-shop-prod-database").protect).toBe(true);
  expect(find(registrations, `db-${restored}`).protect).toBe(true);
  expect(find(registrations, "db-monitoring").inputs.assumeRolePolicy).toContain(`:db:${restored}"`);
});

test("switched over, consumers get the new address and restart, and the old instance stays", async () => {
  const { binding } = await register({ restoreFrom: { from, serve: "restored" } });
  expect(servedHost()).toMatch(new RegExp(`^db-${restored}\\.`));
  expect(binding.revision).toBe(`${restored}/1`);
  expect(find(registrations, "db-service").inputs.spec.externalName).toBe(servedHost());
  expect(find(registrations, "db-shop-prod-database").inputs.identifier).toBe("shop-prod-database");
});

test("once it has taken over it is the same resource, and nothing asks for it to be made again", async () => {
  const { binding } = await register({ instance: restored });
  const instance = find(registrations, `db-${restored}`);
  expect(instance.inputs.identifier).toBe(restored);
  expect(instance.ignoreChanges).toEqual(["snapshotIdentifier", "restoreToPointInTime"]);
  expect(binding.revision).toBe(`${restored}/1`);
  expect(registrations.filter(({ type }) => type === "aws:rds/instance:Instance")).toHaveLength(1);
});

test("a restore from what an instance was made from is refused", async () => {
  await expect(register({ instance: restored, restoreFrom: { from, serve: "original" } })).rejects.toThrow(
    /remove restoreFrom/,
  );
});

test("the name of a restored instance follows its source and never grows", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,45}$/), fc.string(), fc.string(), (instance, a, b) => {
      const once = restoredInstance(instance, { kind: "snapshot", snapshot: a });
      const twice = restoredInstance(once, { kind: "snapshot", snapshot: b });
      expect(twice.length).toBe(once.length);
      expect(once.length).toBeLessThanOrEqual(63);
      expect(once === twice).toBe(a === b);
    }),
  );
  expect(instances({ instance: "a", restoreFrom: undefined })).toEqual({
    original: "a",
    restored: undefined,
    serving: "a",
  });
});
