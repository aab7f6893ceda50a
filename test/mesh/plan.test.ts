import fc from "fast-check";
import type { Flow, Peer } from "../../components/isolation/flows.ts";
import { withProxies } from "../../components/isolation/proxies.ts";
import { authorizations, httpPortsOf, members, proxyMetrics } from "../../components/mesh/plan.ts";
import type { MeshTopology } from "../../components/mesh/types.ts";

const pods = (role: string) => ({ kind: "pods" as const, role, labels: { role } });
const namespace = (name: string) => ({ kind: "namespace" as const, name });

const mesh: MeshTopology = {
  accounts: { api: "ds-api", database: "ds-postgresql", master: "ds-master", worker: "ds-worker" },
  controlPlaneNamespace: "linkerd",
  exempt: { solver: "Another program makes these pods." },
  gatewayNamespace: undefined,
  meshedNamespaces: ["meshed"],
};
const allFlows: Flow[] = [
  { from: pods("api"), to: pods("master"), ports: [5678] },
  { from: pods("master"), to: pods("master"), ports: [5678] },
  { from: pods("api"), to: pods("database"), ports: [5432] },
  { from: pods("solver"), to: pods("database"), ports: [5432] },
  { from: namespace("ingress"), to: pods("api"), ports: [12345] },
  { from: namespace("meshed"), to: pods("api"), ports: [12345] },
  { from: namespace("ingress"), to: pods("solver"), ports: [8089] },
  { from: namespace("monitoring"), to: pods("master"), ports: [5679] },
  { from: pods("worker"), to: { kind: "anywhere" }, ports: [443, 5678] },
  { from: pods("worker"), to: pods("master"), ports: [5678] },
  { from: pods("worker"), to: pods("solver"), ports: [9000] },
];
const isHttp = httpPortsOf(allFlows, 12345, "monitoring");
const authorized = () => authorizations(allFlows, mesh, isHttp);
const memberOf = (role: string) => members(allFlows, mesh, isHttp).find((it) => it.role === role);

test("every port of a member is authorized for exactly those who call it", () => {
  expect(authorized().map(({ callers, port, protocol, role }) => [role, port, protocol, callers])).toEqual([
    ["api", 12345, "HTTP/1", [{ kind: "namespace", name: "meshed" }, { kind: "network" }]],
    ["database", 5432, "opaque", [{ kind: "account", name: "ds-api" }, { kind: "network" }]],
    [
      "master",
      5678,
      "opaque",
      [
        { kind: "account", name: "ds-api" },
        { kind: "account", name: "ds-master" },
        { kind: "account", name: "ds-worker" },
      ],
    ],
    ["master", 5679, "HTTP/1", [{ kind: "network" }]],
  ]);
});

test("proxies look into HTTP alone: into what is scraped, the API and the object store", () => {
  const store: Flow[] = [{ from: pods("worker"), to: pods("object-store"), ports: [9000] }];
  const http = httpPortsOf([...allFlows, ...store], 12345, "monitoring");
  expect([http("object-store", 9000), http("api", 12345), http("master", 5679)]).toEqual([true, true, true]);
  expect([http("master", 5678), http("database", 5432), http("api", 5432)]).toEqual([false, false, false]);
});

test("without monitoring nothing is taken to be scraped", () => {
  expect(httpPortsOf(allFlows, 12345, undefined)("master", 5679)).toBe(false);
});

test("what goes where nobody has a proxy leaves past it, but a port of the mesh never does", () => {
  expect(memberOf("worker")?.skippedPorts).toEqual([443, 9000]);
  expect(memberOf("api")?.skippedPorts).toEqual([]);
});

test("a member says which of its ports are opaque", () => {
  expect(memberOf("master")?.opaquePorts).toEqual([5678]);
  expect(memberOf("api")?.opaquePorts).toEqual([]);
});

test("roles without a proxy are no members", () => {
  expect(members(allFlows, mesh, isHttp).map(({ role }) => role)).toEqual(["api", "database", "master", "worker"]);
});

test("the proxies' metrics are for Prometheus, by certificate where it is in the mesh", () => {
  const meshed = { ...mesh, meshedNamespaces: ["monitoring"] };
  expect(proxyMetrics("ds", "monitoring", mesh)).toMatchObject({ callers: [{ kind: "network" }], port: 4191 });
  expect(proxyMetrics("ds", "monitoring", meshed).callers).toEqual([{ kind: "namespace", name: "monitoring" }]);
});

test("the gateway of other clusters is known by certificate", () => {
  const exported = { ...mesh, gatewayNamespace: "gateway" };
  const flow: Flow = { from: namespace("gateway"), to: pods("api"), ports: [12345] };
  expect(authorizations([flow], exported, isHttp)[0]?.callers).toEqual([{ kind: "namespace", name: "gateway" }]);
});

test("proxies need their control plane, one port between each other, and Prometheus", () => {
  const needed = withProxies(allFlows, mesh, "monitoring");
  expect(needed[0]).toEqual({ from: pods("api"), to: pods("master"), ports: [5678, 4143] });
  // One end without a proxy: nothing changes.
  for (const index of [3, 4, 6, 7, 8, 10]) expect(needed[index]).toEqual(allFlows[index]);
  expect(needed[5]?.ports).toEqual([12345, 4143]);
  const toControlPlane = needed.filter(({ to }) => to.kind === "namespace" && to.name === "linkerd");
  expect(toControlPlane.map(({ from, ports }) => [from.kind === "pods" && from.role, ports])).toEqual(
    ["api", "master", "database", "worker"].map((role) => [role, [8080, 8086, 8090]]),
  );
  expect(needed.filter(({ ports }) => ports.includes(4191))).toHaveLength(4);
  const meshed = withProxies(allFlows, { ...mesh, meshedNamespaces: ["monitoring"] }, "monitoring");
  expect(meshed.filter(({ ports }) => ports.includes(4191)).every(({ ports }) => ports.includes(4143))).toBe(true);
  expect(withProxies(allFlows, mesh).some(({ ports }) => ports.includes(4191))).toBe(false);
});

const role = fc.constantFrom("api", "database", "master", "worker", "solver", "stranger");
const caller = fc.oneof(role.map(pods), fc.constantFrom("ingress", "monitoring", "meshed").map(namespace));
const peer: fc.Arbitrary<Peer> = fc.oneof(
  caller,
  fc.constant({ kind: "anywhere" as const }),
  fc.constant({ kind: "address" as const, cidr: "10.1.0.0/24" }),
);
const port = fc.constantFrom(443, 1234, 5432, 5678, 5679, 12345);
const someFlows: fc.Arbitrary<Flow[]> = fc.array(
  fc.record({ from: caller, to: peer, ports: fc.uniqueArray(port, { minLength: 1, maxLength: 3 }) }),
  { maxLength: 12 },
);

/** Who a caller is to a proxy that it calls. */
function seenAs(from: Flow["from"]): string {
  if (from.kind === "namespace")
    return mesh.meshedNamespaces.includes(from.name) ? `namespace ${from.name}` : "network";
  const account = mesh.accounts[from.role];
  return account === undefined ? "network" : `account ${account}`;
}
const lines = (all: readonly (readonly [string, string, number | string])[]) =>
  [...new Set(all.map((it) => it.join(" ")))].sort();

test("for any flows, what is authorized and what flows to members are the same", () => {
  fc.assert(
    fc.property(someFlows, (some) => {
      const http = httpPortsOf(some, 12345, "monitoring");
      const allowed = authorizations(some, mesh, http).flatMap((it) =>
        it.callers.map(
          (who) => [who.kind === "network" ? "network" : `${who.kind} ${who.name}`, it.role, it.port] as const,
        ),
      );
      const flowing = some.flatMap(({ from, ports, to }) =>
        to.kind === "pods" && Object.hasOwn(mesh.accounts, to.role)
          ? ports.map((number) => [seenAs(from), to.role, number] as const)
          : [],
      );
      expect(lines(allowed)).toEqual(lines(flowing));
    }),
  );
});

test("for any flows, no port is both skipped and used towards a member", () => {
  fc.assert(
    fc.property(someFlows, (some) => {
      for (const member of members(some, mesh, httpPortsOf(some, 12345, "monitoring"))) {
        const used = some
          .filter(({ from }) => from.kind === "pods" && from.role === member.role)
          .filter(({ to }) => to.kind === "pods" && Object.hasOwn(mesh.accounts, to.role))
          .flatMap(({ ports }) => ports);
        expect(member.skippedPorts.filter((skipped) => used.includes(skipped))).toEqual([]);
      }
    }),
  );
});

test("for any flows, network policies with proxies allow all that those without allow", () => {
  fc.assert(
    fc.property(someFlows, (some) => {
      const wide = withProxies(some, mesh, "monitoring");
      some.forEach((flow, index) => {
        expect(wide[index]).toMatchObject({ from: flow.from, to: flow.to });
        expect(wide[index]?.ports).toEqual(expect.arrayContaining([...flow.ports]));
      });
    }),
  );
});
