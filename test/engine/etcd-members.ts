import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";

/** The part of a pod's container that starts a member. */
interface Container {
  readonly args: readonly string[];
  readonly [probe: string]: unknown;
}

/** Ports that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

/** Where each pod's ports are on this machine: `<pod>:<port>` by the pod's name and the port's number there. */
export type Here = (pod: string, port: string) => number;

/**
 * The text of an argument for this machine: a pod's name and port as `127.0.0.1` and a port of its own, folders of the
 * container as folders here.
 */
export function localised(text: string, here: Here, self: string, folders: Readonly<Record<string, string>>): string {
  const addressed = text
    .replaceAll("$(POD_NAME)", self)
    .replaceAll(/(shop-etcd-\d)\.[a-z.-]+:(\d+)/g, (_, pod: string, port: string) => `127.0.0.1:${here(pod, port)}`)
    .replaceAll(/0\.0\.0\.0:(\d+)/g, (_, port: string) => `127.0.0.1:${here(self, port)}`)
    .replaceAll(/shop-etcd\.data\.svc:(\d+)/g, (_, port: string) => `127.0.0.1:${here("shop-etcd-0", port)}`);
  return Object.entries(folders).reduce((current, [there, local]) => current.replaceAll(there, local), addressed);
}

/** A member that runs here with the arguments of its container. */
export class Member {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #metrics: number;

  constructor(binary: string, name: string, container: Container, here: Here, folder: string, certificates: string) {
    this.name = name;
    this.#metrics = here(name, "2381");
    const folders = { "/etc/etcd/certificates": certificates, "/var/lib/etcd": join(folder, name) };
    const args = container.args.map((argument) => localised(argument, here, name, folders));
    this.#process = spawn(binary, args, { stdio: "ignore" });
  }

  /** What the kubelet would see: whether the probe of this path answers 200. */
  async answers(path: string): Promise<boolean> {
    const asked = request({ host: "127.0.0.1", path, port: this.#metrics, timeout: 2000 }).end();
    try {
      const [response] = await once(asked, "response");
      response.resume();
      return response.statusCode === 200;
    } catch {
      return false;
    }
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }
}

/** Waits until it is so; the test's own time limit is the only one. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 200));
}
