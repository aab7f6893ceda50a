import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runningComponents } from "./cluster-processes.ts";

let folder: string;
let component: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-processes-"));
  mkdirSync(join(folder, "pids"));
  symlinkSync(process.execPath, join(folder, "etcd"));
  component = spawn(join(folder, "etcd"), ["-e", "setInterval(() => {}, 1000)"]);
  await new Promise((resolve) => component.once("spawn", resolve));
});
afterEach(() => {
  component.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const note = (binary: string, pid: number | undefined) =>
  writeFileSync(join(folder, "pids", `${binary}.pid`), String(pid));

test("a component that runs is known by its binary", () => {
  note("etcd", component.pid);
  expect(runningComponents(folder)).toEqual(new Map([["etcd", component.pid]]));
});

test("a process id that belongs to another program by now is forgotten", () => {
  note("kube-apiserver", component.pid);
  expect(runningComponents(folder)).toEqual(new Map());
  expect(existsSync(join(folder, "pids", "kube-apiserver.pid"))).toBe(false);
});

test("a component that has ended is forgotten", async () => {
  note("etcd", component.pid);
  const ended = new Promise((resolve) => component.once("exit", resolve));
  component.kill("SIGKILL");
  await ended;
  expect(runningComponents(folder)).toEqual(new Map());
});
