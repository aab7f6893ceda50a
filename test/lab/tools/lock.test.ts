import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "./lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("two who want the lock work one after the other", async () => {
  const events: string[] = [];
  const work = (name: string) =>
    withLock(
      join(folder, "lock"),
      () => {},
      async () => {
        events.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        events.push(`${name} ends`);
      },
    );
  await Promise.all([work("a"), work("b")]);
  expect(events).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("the lock of a process that is gone is taken over", async () => {
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  writeFileSync(join(folder, "lock"), String(gone));
  await expect(
    withLock(
      join(folder, "lock"),
      () => {},
      async () => "done",
    ),
  ).resolves.toBe("done");
});

test("the lock is given back when the work fails", async () => {
  const failing = withLock(
    join(folder, "lock"),
    () => {},
    async () => Promise.reject(new Error("no compiler")),
  );
  await expect(failing).rejects.toThrow("no compiler");
  expect(existsSync(join(folder, "lock"))).toBe(false);
});
