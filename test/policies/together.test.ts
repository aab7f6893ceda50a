import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { packs } from "../../policies/core/rule.ts";
import { endPacks, infoOf, newEngine, type RunningPack, startPack } from "./running.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "packs-"));
});
afterEach(() => {
  endPacks();
  rmSync(temporary, { recursive: true });
});

const meetings = () => join(temporary, `dolphinpod-packs-${userInfo().uid}`);
const start = (pack: string, engine: string) => startPack(pack, { engine, env: { TMPDIR: temporary } });
const nameOf = async (pack: RunningPack) => (await infoOf(pack)).getName();

/** Ends a process as engines do. */
async function end({ process }: RunningPack): Promise<void> {
  process.kill("SIGKILL");
  await once(process, "exit");
}

test("the first pack of an engine serves the others, each by its own name, and they end with it", async () => {
  const engine = newEngine();
  const started: RunningPack[] = [];
  for (const pack of packs) started.push(await start(pack, engine));
  expect(await Promise.all(started.map(nameOf))).toEqual(packs.map((pack) => `dolphinpod-${pack}`));

  const [first, ...others] = started as [RunningPack, ...RunningPack[]];
  const ends = others.map(({ process }) => once(process, "exit"));
  await end(first);
  await Promise.all(ends);
});

test("packs that start at the same moment are all served", async () => {
  const engine = newEngine();
  const started = await Promise.all(packs.map((pack) => start(pack, engine)));
  expect(await Promise.all(started.map(nameOf))).toEqual(packs.map((pack) => `dolphinpod-${pack}`));
});

test.each(["", "{", "{}", "null"])("what sends %j in place of a pack stops none", async (sent) => {
  const engine = newEngine();
  const first = await start("mesh", engine);
  const [meeting = ""] = readdirSync(meetings());
  const stranger = connect(join(meetings(), meeting));
  stranger.end(sent);
  stranger.resume();
  await once(stranger, "close");
  expect(await nameOf(await start("aws", engine))).toBe("dolphinpod-aws");
  expect(await nameOf(first)).toBe("dolphinpod-mesh");
});

test("packs of two engines know nothing of each other", async () => {
  const [one, other] = [await start("mesh", newEngine()), await start("aws", newEngine())];
  await end(one);
  expect(await nameOf(other)).toBe("dolphinpod-aws");
});

test("a first pack that is gone stops none that comes later", async () => {
  const engine = newEngine();
  await end(await start("mesh", engine));
  expect(readdirSync(meetings())).toHaveLength(1);
  expect(await nameOf(await start("aws", engine))).toBe("dolphinpod-aws");
  expect(readdirSync(meetings())).toHaveLength(1);
});

test("what packs of language hosts that are gone left is removed", async () => {
  mkdirSync(meetings(), { mode: 0o700 });
  // Higher than any process's number: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html
  writeFileSync(join(meetings(), `${2 ** 22 + 1}-0123456789abcdef`), "");
  await start("mesh", newEngine());
  expect(readdirSync(meetings())).toEqual([expect.stringContaining(`${process.pid}-`)]);
});

test.each<[string, () => void]>([
  ["a folder that others may write to", () => mkdirSync(meetings(), { mode: 0o755 })],
  ["a file in the folder's place", () => writeFileSync(meetings(), "")],
])("with %s each pack serves itself", async (_title, prepare) => {
  prepare();
  const engine = newEngine();
  const [first, second] = [await start("mesh", engine), await start("aws", engine)];
  await end(first);
  expect(await nameOf(second)).toBe("dolphinpod-aws");
});
