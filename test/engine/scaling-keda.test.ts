import { setTimeout as sleep } from "node:timers/promises";
import { queueIndex } from "../../components/autoscaling/keda/query.ts";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import { Postgres, postgresFolder } from "../admin/postgres.ts";
import { taskTables } from "../autoscaling/task-tables.ts";
import { definitionsOf, installDefinitions, removeDefinitions } from "../lab/crds/index.ts";
import { Keda } from "../lab/keda.ts";
import { withoutKeda } from "../lab/tools/keda.ts";
import { toStderr } from "../lab/tools/progress.ts";
import { list } from "./cluster.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-keda";
const lab = testLab();
const workspace = new Workspace(
  lab,
  "keda",
  [
    "config:",
    "  dolphinpod:class: dev",
    `  dolphinpod:namespace: ${namespace}`,
    "  dolphinpod:name: ds",
    "  dolphinpod:database: { backend: existing, secretName: tasks, sslMode: disable, maxConnections: 100 }",
    "  dolphinpod:worker: { replicas: 3, threads: 10 }",
    "",
  ].join("\n"),
);

const withoutPostgres =
  postgresFolder === undefined
    ? "no PostgreSQL server is installed; Debian's package postgresql brings one"
    : undefined;
const reason = withoutPostgres ?? withoutKeda;
const suite = reason === undefined ? describe : describe.skip;

suite(`workers by KEDA and a real PostgreSQL${reason === undefined ? "" : ` (skipped: ${reason})`}`, () => {
  let database: Postgres;
  let keda: Keda;
  let definitions: Awaited<ReturnType<typeof definitionsOf>>;

  beforeAll(async () => {
    database = new Postgres();
    database.query(taskTables);
    database.query(queueIndex(applicationVersion("3.2.2").taskQueue));
    await lab.start();
    const kinds = ["ClusterTriggerAuthentication", "ScaledJob", "ScaledObject", "TriggerAuthentication"];
    const eventing = ["CloudEventSource", "ClusterCloudEventSource"];
    definitions = await definitionsOf(
      [
        ...kinds.map((kind) => ({ group: "keda.sh", kind })),
        ...eventing.map((kind) => ({ group: "eventing.keda.sh", kind })),
      ],
      toStderr,
    );
    await installDefinitions(lab.api, definitions);
    keda = new Keda(lab);
    await keda.start();
    await lab.api.create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    await lab.api.create(`/api/v1/namespaces/${namespace}/secrets`, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "tasks" },
      stringData: {
        database: "postgres",
        host: database.host,
        password: "none",
        port: "5432",
        type: "postgresql",
        username: "dolphin",
      },
    });
    await workspace.init();
    await workspace.pulumi("up", "--yes", "--skip-preview");
  });

  afterAll(async () => {
    await workspace.attempt(["destroy", "--yes", "--skip-preview"]);
    keda?.stop();
    await lab.api.remove("/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.external.metrics.k8s.io");
    await lab.api.remove("/api/v1/namespaces/kube-system/services/keda-metrics-apiserver");
    await removeDefinitions(lab.api, definitions);
    await lab.api.remove(`/api/v1/namespaces/${namespace}`);
    workspace.dispose();
    database?.stop();
  });

  const workers = `/apis/apps/v1/namespaces/${namespace}/statefulsets/ds-worker`;
  const autoscaler = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/ds-worker`;
  const replicas = async () => ((await lab.api.get(workers)) as { spec: { replicas: number } }).spec.replicas;
  const workerPods = async () =>
    (await list(lab.api, namespace, "pods")).filter(({ metadata }) => metadata.name.startsWith("ds-worker-"));

  async function until(wanted: number): Promise<void> {
    while ((await replicas()) !== wanted) await sleep(500);
  }

  // The tests are one environment's way to KEDA and back, in order.

  test("KEDA takes the workers over without touching one", async () => {
    const before = (await workerPods()).map(({ metadata }) => metadata.uid);
    expect(before).toHaveLength(3);
    await workspace.pulumi("config", "rm", "--path", "worker.replicas");
    await workspace.set("worker.autoscaling.by", "keda");
    await workspace.set("worker.autoscaling.min", "2");
    await workspace.set("worker.autoscaling.max", "6");
    await workspace.set("worker.autoscaling.poll", "5");
    await workspace.pulumi("up", "--yes", "--skip-preview");
    expect((await workerPods()).map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(changes(await workspace.preview())).toEqual([]);
    while ((await lab.api.get(autoscaler)) === undefined) await sleep(200);
  });

  test("forty tasks at eight a worker need five workers, whatever the history", async () => {
    database.query(`
      INSERT INTO t_ds_task_instance (id, task_type, state) SELECT n, 'SHELL', 7 FROM generate_series(1, 1000) n;
      INSERT INTO t_ds_task_instance (id, task_type, state) SELECT n, 'SHELL', 8 FROM generate_series(1001, 1100) n;
      INSERT INTO t_ds_task_instance (id, task_type, state) SELECT n, 'SHELL', 1 FROM generate_series(2001, 2040) n;
    `);
    await until(5);
    await sleep(20_000);
    expect(await replicas()).toBe(5);
  });

  test("more tasks than all workers can take stop at the bound", async () => {
    database.query(
      "INSERT INTO t_ds_task_instance (id, task_type, state) SELECT n, 'SHELL', 0 FROM generate_series(3001, 3500) n",
    );
    await until(6);
  });

  test("a database that does not answer takes no worker away", async () => {
    database.query("ALTER TABLE t_ds_task_instance RENAME TO away");
    await sleep(30_000);
    expect(await replicas()).toBe(6);
    database.query("ALTER TABLE away RENAME TO t_ds_task_instance");
  });

  test("with nothing left to do nobody goes within a minute", async () => {
    database.query("UPDATE t_ds_task_instance SET state = 7");
    await sleep(60_000);
    expect(await replicas()).toBe(6);
  });

  test("taken back, the workers are as many as the stack says", async () => {
    await workspace.pulumi("config", "rm", "--path", "worker.autoscaling");
    await workspace.set("worker.replicas", "3");
    await workspace.pulumi("up", "--yes", "--skip-preview");
    expect(await replicas()).toBe(3);
    while ((await lab.api.get(autoscaler)) !== undefined) await sleep(200);
    expect(changes(await workspace.preview())).toEqual([]);
  });
});
