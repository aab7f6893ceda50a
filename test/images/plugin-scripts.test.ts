import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pluginsOf } from "../../components/scheduler/plugins.ts";
import type { ServerName } from "../../components/scheduler/types.ts";
import { spec } from "../scheduler/spec.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dolphinpod-plugins-"));
  write("plugins/.keep", "opt/jars/driver.jar", "opt/jars/task-plugins/task.jar");
});

afterEach(() => rmSync(root, { recursive: true }));

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), file);
  }
}

/** Runs the init containers' own scripts, with the container's folders moved into a scratch folder. */
function runInitContainers(version: string, server: ServerName = "worker"): void {
  const plugins = { image: "plugins:1", path: "/opt/jars" };
  for (const { command } of pluginsOf({ ...spec, plugins, version }, server)?.initContainers ?? []) {
    const [shell = "", ...args] = command;
    const moved = args.map((arg) => arg.replaceAll(/(?<=[\s=]|^)\/(plugins|opt)\b/gm, `${root}/$1`));
    execFileSync(shell, moved, { stdio: "pipe" });
  }
}

const filesIn = (folder: string) => readdirSync(join(root, folder)).sort();

test("in 3.2.2 a home is made in which all is the image's own, and jars stand together", () => {
  write(
    "opt/dolphinscheduler/bin/start.sh",
    "opt/dolphinscheduler/conf/application.yaml",
    "opt/dolphinscheduler/libs/own.jar",
  );
  runInitContainers("3.2.2");
  expect(filesIn("plugins/home")).toEqual(["bin", "conf", "libs"]);
  expect(filesIn("plugins/home/libs")).toEqual(["driver.jar", "own.jar", "task.jar"]);
  expect(readlinkSync(join(root, "plugins/home/conf"))).toBe(join(root, "opt/dolphinscheduler/conf"));
});

test("in 3.2.2 a jar of the same name takes the place of the image's", () => {
  write("opt/dolphinscheduler/libs/driver.jar");
  runInitContainers("3.2.2");
  expect(readlinkSync(join(root, "plugins/home/libs/driver.jar"))).toBe(join(root, "plugins/jars/driver.jar"));
});

test("from 3.3 on folders are kept, a jar outside them goes where the server looks, and the image's own stay", () => {
  write("opt/dolphinscheduler/plugins/storage-plugins/own.jar");
  runInitContainers("3.4.2");
  expect(filesIn("plugins/storage-plugins")).toEqual(["own.jar"]);
  expect(filesIn("plugins/task-plugins")).toEqual(["task.jar"]);
  expect(filesIn("plugins/datasource-plugins")).toEqual(["driver.jar"]);
  expect(filesIn("plugins").filter((file) => file.endsWith(".jar"))).toEqual([]);
});

test("from 3.3 on an image without plugins of its own is no fault", () => {
  runInitContainers("3.4.2", "alert");
  expect(filesIn("plugins/alert-plugins")).toEqual(["driver.jar"]);
});

test.each(["3.2.2", "3.4.2"])("in %s the init containers may run again in the volume that they filled", (version) => {
  write("opt/dolphinscheduler/libs/own.jar", "opt/dolphinscheduler/plugins/storage-plugins/own.jar");
  runInitContainers(version);
  runInitContainers(version);
  const folder = version === "3.2.2" ? "plugins/home/libs" : "plugins/datasource-plugins";
  expect(filesIn(folder)).toContain("driver.jar");
});

test("a path that is not in the image fails the pod instead of leaving the jars out", () => {
  rmSync(join(root, "opt/jars"), { recursive: true });
  write("opt/dolphinscheduler/libs/own.jar");
  expect(() => runInitContainers("3.2.2")).toThrow();
});
