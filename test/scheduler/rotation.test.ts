import { adminRun } from "../../components/admin/run.ts";
import { harden } from "../../components/scheduler/harden/index.ts";
import { schemaJob } from "../../components/scheduler/schema-job.ts";
import { type Bindings, type SchedulerSpec, type ServerName, serverNames } from "../../components/scheduler/types.ts";
import { workload } from "./rendered.ts";
import { jdbcSpec, spec } from "./spec.ts";

function rotated(of: SchedulerSpec, change: Partial<Bindings>): SchedulerSpec {
  return { ...of, bindings: { ...of.bindings, ...change } };
}

/** The servers whose workload a change of the specification changes: the ones that restart. */
function restarted(before: SchedulerSpec, after: SchedulerSpec): readonly ServerName[] {
  const rendered = (server: ServerName, of: SchedulerSpec) => JSON.stringify(harden(workload(server), of));
  return serverNames.filter((server) => rendered(server, before) !== rendered(server, after));
}

const database = { ...spec.bindings.database, revision: "2" };
const objectStore = { ...spec.bindings.objectStore, revision: "2" };

test("a new database password restarts exactly the servers that sign in to the database", () => {
  expect(restarted(spec, rotated(spec, { database }))).toEqual(["master", "api", "alert"]);
});

test("with a registry in the database the workers sign in too, and restart", () => {
  const registry = { database, type: "jdbc" } as const;
  expect(restarted(jdbcSpec, rotated(jdbcSpec, { database, registry }))).toEqual(serverNames);
});

test("a new key of the object store restarts exactly the servers that use it", () => {
  expect(restarted(spec, rotated(spec, { objectStore }))).toEqual(["master", "worker", "api"]);
});

test("the schema Job proves a new database password before any server restarts, and no other", () => {
  const name = (of: SchedulerSpec) => schemaJob(of).metadata.name;
  expect(name(rotated(spec, { database }))).not.toBe(name(spec));
  expect(name(rotated(spec, { objectStore }))).toBe(name(spec));
});

test("a new password of the administrator is another run of the schema Job and restarts no server", () => {
  const name = (passwordVersion: number) => schemaJob(spec, [adminRun("dolphin", { passwordVersion })]).metadata.name;
  expect(name(2)).not.toBe(name(1));
  expect(JSON.stringify(serverNames.map((server) => harden(workload(server), spec)))).not.toContain("dolphin-admin");
});
