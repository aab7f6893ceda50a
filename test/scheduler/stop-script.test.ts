import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Drain, stopOf, stopScript } from "../../components/scheduler/stop-script.ts";
import { spec } from "./spec.ts";

// The script sleeps between its questions, and a busy machine starts processes slowly.
jest.setTimeout(60_000);

/** A main class of this test alone: the script looks at every process of the machine. */
const mainClass = `org.example.Stopped${process.pid}`;

const started: ChildProcess[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  for (const server of servers.splice(0)) server.close();
});

/** A process that looks like the server's JVM: the main class is its last argument. */
async function fakeServer(name = mainClass): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)", name]);
  started.push(child);
  await once(child.stdout, "data");
  return child;
}

/** Runs it to its end and returns its exit code. */
async function runScript(drain?: Drain): Promise<unknown> {
  const script = stopScript({ mainClass, delaySeconds: 0, drain });
  const bash = spawn("/bin/bash", ["-c", script], { stdio: "ignore" });
  started.push(bash);
  const [code]: unknown[] = await once(bash, "exit");
  return code;
}

/** An actuator whose gauges take one value after another. */
async function fakeActuator(...values: string[]): Promise<{ drain: Drain; asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    const value = values[Math.min(asked++, values.length - 1)];
    response.end(
      `# HELP ds_running 9\nds_running{application="worker-server",} ${value}\nds_waiting 0.0\nother{a="b"} 7.0\n`,
    );
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const drain = { port, metricsPath: "/actuator/prometheus", gauges: ["ds_running", "ds_waiting"], seconds: 600 };
  return { drain, asked: () => asked };
}

test("trap 10: the server is told to stop, and the script ends when it has", async () => {
  const server = await fakeServer();
  const stopped = once(server, "exit");
  await runScript();
  expect(await stopped).toEqual([null, "SIGTERM"]);
});

test("a process that only mentions the server's class is left alone", async () => {
  const task = await fakeServer(`spark-submit --class ${mainClass} job.jar`);
  await runScript();
  expect(task.exitCode ?? task.signalCode).toBeNull();
});

test("trap 11: a worker is not stopped before its tasks are done", async () => {
  const server = await fakeServer();
  const { drain, asked } = await fakeActuator("2.0", "0.0");
  await runScript(drain);
  expect(asked()).toBe(2);
  expect(server.signalCode).toBe("SIGTERM");
});

test("trap 11: the wait for tasks is bounded", async () => {
  const { drain, asked } = await fakeActuator("2.0");
  expect(await runScript({ ...drain, seconds: 1 })).toBe(0);
  expect(asked()).toBeGreaterThanOrEqual(1);
});

test("an actuator without the gauges says nothing of tasks, so the wait takes its time", async () => {
  const { drain, asked } = await fakeActuator("0.0");
  await runScript({ ...drain, gauges: ["renamed"], seconds: 1 });
  expect(asked()).toBeGreaterThanOrEqual(1);
});

test("a worker that does not answer any more has nothing to wait for", async () => {
  const { drain, asked } = await fakeActuator("2.0");
  for (const server of servers.splice(0)) server.close();
  expect(await runScript(drain)).toBe(0);
  expect(asked()).toBe(0);
});

test("each server is found by its main class, and the API waits until its Service forgot it", () => {
  expect(stopOf(spec, "master")).toEqual({
    delaySeconds: 0,
    drain: undefined,
    mainClass: "org.apache.dolphinscheduler.server.master.MasterServer",
  });
  expect(stopOf(spec, "worker").drain).toEqual({
    gauges: ["ds_worker_active_execute_thread", "ds_worker_execute_queue_size"],
    metricsPath: "/actuator/prometheus",
    port: 1235,
    seconds: 300,
  });
  expect(stopScript(stopOf(spec, "api"))).toMatch(/^sleep 5\n/);
});
