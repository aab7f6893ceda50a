import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, startScript } from "../../components/registry/zookeeper-pod.ts";

describe("a probe", () => {
  let server: Server;
  afterEach(() => server.close());

  /** A server that answers one word as ZooKeeper does: it replies and closes. */
  async function serve(answers: Record<string, string>): Promise<number> {
    server = createServer((socket) => socket.once("data", (word) => socket.end(answers[word.toString()] ?? "")));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }

  async function run(script: string): Promise<unknown> {
    const [code] = await once(spawn("bash", ["-c", script], { stdio: "ignore" }), "exit");
    return code;
  }

  test("is content with a member that serves", async () => {
    const port = await serve({ ruok: "imok", srvr: "Zookeeper version: 3.9.4\nMode: follower\nNode count: 5\n" });
    expect(await run(ask("ruok", "imok", port))).toBe(0);
    expect(await run(ask("srvr", "Mode:", port))).toBe(0);
  });

  test("finds a member without a quorum alive but not ready", async () => {
    const port = await serve({ ruok: "imok", srvr: "This ZooKeeper instance is not currently serving requests\n" });
    expect(await run(ask("ruok", "imok", port))).toBe(0);
    expect(await run(ask("srvr", "Mode:", port))).not.toBe(0);
  });

  test("fails when nobody listens", async () => {
    const port = await serve({});
    server.close();
    await once(server, "close");
    expect(await run(ask("ruok", "imok", port))).not.toBe(0);
  });
});

describe("the start", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "zookeeper-"));
  });
  afterEach(() => rmSync(root, { force: true, recursive: true }));

  test.each([
    ["shop-zookeeper-0", "1"],
    ["shop-zookeeper-2", "3"],
    ["shop-zookeeper-10", "11"],
  ])("of pod %s has the id %s and the image's logging set-up", (hostname, id) => {
    const image = join(root, "image");
    const conf = join(root, "conf");
    spawnSync("mkdir", [image, conf]);
    writeFileSync(join(image, "logback.xml"), "<configuration/>");
    const entrypoint = join(root, "entrypoint");
    writeFileSync(entrypoint, `#!/bin/bash\necho "$ZOO_MY_ID $*"; ls -d "$ZOO_DATA_DIR" "$ZOO_DATA_LOG_DIR"\n`, {
      mode: 0o755,
    });

    const script = startScript.replace("/docker-entrypoint.sh", entrypoint).replace("/conf/*", `${image}/*`);
    const env = {
      HOSTNAME: hostname,
      PATH: process.env["PATH"],
      ZOO_CONF_DIR: conf,
      ZOO_DATA_DIR: join(root, "volume/data"),
      ZOO_DATA_LOG_DIR: join(root, "volume/datalog"),
    };
    const { status, stdout } = spawnSync("bash", ["-euc", script], { encoding: "utf8", env });

    expect(status).toBe(0);
    expect(stdout.split("\n")[0]).toBe(`${id} zkServer.sh start-foreground`);
    expect(readFileSync(join(conf, "logback.xml"), "utf8")).toBe("<configuration/>");
  });
});
