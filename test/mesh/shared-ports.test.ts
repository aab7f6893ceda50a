import type { Flow } from "../../components/isolation/flows.ts";
import { sharedPorts } from "../../components/mesh/shared-ports.ts";
import type { Authorization, AuthorizedCaller } from "../../components/mesh/types.ts";

const prometheus = { kind: "namespace", name: "monitoring" } as const;
const network: AuthorizedCaller = { kind: "network" };
const scrape = (role: string, port: number, portName?: string): Flow => ({
  from: prometheus,
  ports: [port],
  to: { kind: "pods", labels: { role }, role },
  ...(portName && { portName }),
});
const open = (role: string, port: number, ...callers: AuthorizedCaller[]): Authorization => ({
  callers,
  labels: { role },
  port,
  protocol: "HTTP/1",
  role,
});
const portsOf = (flows: readonly Flow[], ...all: Authorization[]) =>
  sharedPorts("ds", flows, all).map(({ labels, port, role }) => ({ labels, port, role }));
const apart = ({ labels, port, role }: Authorization) => ({ labels, port, role });

const master = open("master", 5679, network);
const worker = open("worker", 1235, network);
const named = [scrape("master", 5679, "actuator"), scrape("worker", 1235, "actuator")];

test("a port that several roles have by one name, for the same callers, is opened once, by that name", () => {
  const rpc = open("master", 5678, { kind: "account", name: "ds-api" });
  expect(portsOf(named, rpc, master, worker)).toEqual([
    apart(rpc),
    { labels: { "app.kubernetes.io/instance": "ds" }, port: "actuator", role: "pods" },
  ]);
});

test.each<[string, readonly Flow[], readonly Authorization[]]>([
  ["only one role has it", named, [master]],
  ["callers differ", named, [master, open("worker", 1235, network, { kind: "account", name: "ds-api" })]],
  ["protocols differ", named, [master, { ...worker, protocol: "opaque" }]],
  ["nobody knows a name for it", [scrape("master", 5679), scrape("worker", 1235)], [master, worker]],
  ["somebody calls it for something else", [...named, scrape("worker", 1235)], [master, worker]],
])("ports stay apart where %s", (_, flows, all) => {
  expect(portsOf(flows, ...all)).toEqual(all.map(apart));
});
