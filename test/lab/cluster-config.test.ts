import { createServer, type Server } from "node:net";
import { type ClusterBinaries, firstPort, freePorts, kwokctlConfig, portsOf } from "./cluster-config.ts";

const binaries: ClusterBinaries = {
  kwokctl: "/t/kwokctl",
  kwok: "/t/kwok",
  etcd: "/t/etcd",
  kubeApiserver: "/t/kube-apiserver",
  kubeControllerManager: "/t/kube-controller-manager",
  kubeScheduler: "/t/kube-scheduler",
  kubectl: "/t/kubectl",
};

test("a cluster is reachable from this machine only, and downloads nothing", async () => {
  const { options } = JSON.parse(kwokctlConfig(binaries, await freePorts("a"), "/t/stages.json"));
  expect(options.bindAddress).toBe("127.0.0.1");
  expect(options).toMatchObject({
    etcdBinary: "/t/etcd",
    kwokControllerBinary: "/t/kwok",
    kubectlBinary: "/t/kubectl",
  });
});

test("the ports of a cluster can be read back from its configuration", async () => {
  const ports = await freePorts("a");
  expect(portsOf(kwokctlConfig(binaries, ports, "/t/stages.json"))).toEqual(ports);
});

test("all components get a port of their own, outside the range that clients get theirs from", async () => {
  const ports = Object.values(await freePorts("a"));
  expect(new Set(ports).size).toBe(7);
  for (const port of ports) expect(port).toBeLessThan(32_768);
});

test("a name always leads to the same ports, another name to others", () => {
  expect(firstPort("dolphinpod", 0)).toBe(firstPort("dolphinpod", 0));
  expect(firstPort("dolphinpod", 0)).not.toBe(firstPort("test", 0));
});

test("a port that somebody listens on is not chosen", async () => {
  const { etcdPort } = await freePorts("a");
  const server = await new Promise<Server>((resolve) => {
    const listening = createServer().listen(etcdPort, "127.0.0.1", () => resolve(listening));
  });
  try {
    expect(Object.values(await freePorts("a"))).not.toContain(etcdPort);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
