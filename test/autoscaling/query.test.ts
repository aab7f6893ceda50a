import { queueIndexRun } from "../../components/autoscaling/keda/index-run.ts";
import { queueIndex, queueQuery } from "../../components/autoscaling/keda/query.ts";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import { Postgres, postgresFolder } from "../admin/postgres.ts";
import { taskTables } from "./task-tables.ts";

const { taskQueue } = applicationVersion("3.4.2");

test("the schema Job makes the index of the very query, after the tables", () => {
  const { component, script, variables } = queueIndexRun(taskQueue);
  expect(variables).toContainEqual({ name: "QUEUE_SQL", value: queueIndex(taskQueue) });
  expect(variables).toContainEqual({ name: "SPRING_SQL_INIT_DATA_LOCATIONS", value: "file:/tmp/queue.sql" });
  expect(script).toContain("> /tmp/queue.sql");
  expect(component.length).toBeLessThanOrEqual(6);
});

test.each([
  ["3.2.2", "SUB_PROCESS"],
  ["3.3.2", "SUB_WORKFLOW"],
  ["3.4.2", "SUB_WORKFLOW"],
])("the masters' own tasks are left out by their names in %s", (version, type) => {
  expect(queueQuery(applicationVersion(version).taskQueue)).toContain(`'${type}'`);
});

const missing = postgresFolder === undefined;
const withPostgres = missing ? describe.skip : describe;
const reason = missing ? " (skipped: no PostgreSQL server is installed; Debian's package postgresql brings one)" : "";

withPostgres(`on a real PostgreSQL${reason}`, () => {
  let database: Postgres;

  beforeAll(() => {
    database = new Postgres();
    database.query(taskTables);
    database.query(queueIndex(taskQueue));
  }, 60_000);
  afterAll(() => database?.stop());
  beforeEach(() => database.query("TRUNCATE t_ds_task_instance, t_ds_task_group_queue"));

  const add = (state: number, type = "SHELL", id = 1) =>
    database.query(`INSERT INTO t_ds_task_instance (id, task_type, state) VALUES (${id}, '${type}', ${state})`);
  const count = () => Number(database.query(queueQuery(taskQueue))[0]);

  test.each([
    [0, "submitted", 1],
    [1, "running", 1],
    [17, "dispatched", 1],
    [3, "paused", 0],
    [6, "failed", 0],
    [7, "successful", 0],
    [8, "failed over, which is for ever", 0],
    [9, "killed", 0],
    [12, "delayed", 0],
    [13, "called a success", 0],
  ])("a task in state %d (%s) counts %d", (state, _, expected) => {
    add(state);
    expect(count()).toBe(expected);
  });

  test.each(taskQueue.masterTypes)("a task of type %s, which runs in a master, is no work for a worker", (type) => {
    add(1, type);
    expect(count()).toBe(0);
  });

  test("a task that waits for a slot of its group starts to count when it has one", () => {
    add(0, "SHELL", 7);
    database.query("INSERT INTO t_ds_task_group_queue (task_id, status, in_queue) VALUES (7, -1, 1)");
    expect(count()).toBe(0);
    database.query("UPDATE t_ds_task_group_queue SET status = 1");
    expect(count()).toBe(1);
    database.query("UPDATE t_ds_task_group_queue SET status = 2, in_queue = 0");
    expect(count()).toBe(1);
  });

  test("it writes nothing: a session that may only read runs it", () => {
    add(1);
    expect(database.query(`SET default_transaction_read_only = on; ${queueQuery(taskQueue)}`)).toEqual(["1"]);
  });

  test("a long history costs nothing: unfinished tasks are found by the index alone", () => {
    database.query(
      "INSERT INTO t_ds_task_instance (id, task_type, state) SELECT n, 'SHELL', 7 FROM generate_series(1, 200000) n",
    );
    database.query("INSERT INTO t_ds_task_instance (id, task_type, state) VALUES (300000, 'SHELL', 1)");
    database.query("ANALYZE t_ds_task_instance");
    const plan = database.query(`EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) ${queueQuery(taskQueue)}`).join("\n");
    expect(plan).toContain("idx_dolphinpod_tasks_0_1_17");
    expect(plan).not.toContain("Seq Scan on t_ds_task_instance");
    const pages = /shared hit=(\d+)(?: read=(\d+))?/.exec(plan);
    expect(Number(pages?.[1]) + Number(pages?.[2] ?? 0)).toBeLessThan(20);
  });

  test("another run of the Job finds the index", () => {
    expect(() => database.query(queueIndex(taskQueue))).not.toThrow();
  });
});
