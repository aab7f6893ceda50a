import { diagramOf } from "../../delivery/diagram/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { cloud, dev, prod } from "../config/base.ts";
import { environments, stackFile } from "./environments.ts";

const of = (input: Record<string, unknown>) => diagramOf(resolveOrThrow(input).spec);
const edgesOf = ({ edges }: ReturnType<typeof diagramOf>) =>
  edges.map(({ from, label, ports, to, way }) => `${from} > ${to} ${way} ${label ?? ports.join(",")}`);
const node = (diagram: ReturnType<typeof diagramOf>, id: string) => diagram.nodes.find((it) => it.id === id);

describe.each(environments)("%s", (_, spec) => {
  const { edges, groups, nodes } = diagramOf(spec);

  test("every edge leads from something in the picture to something else in it", () => {
    const known = new Set([...nodes, ...groups].map(({ id }) => id));
    for (const { from, to } of edges) {
      expect([from, known.has(from), to, known.has(to)]).toEqual([from, true, to, true]);
      expect(from).not.toBe(to);
    }
  });

  test("every id is there once, and every group is around something", () => {
    const ids = [...nodes, ...groups].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+$/);
    const parents = new Set([...nodes.map(({ group }) => group), ...groups.map(({ parent }) => parent)]);
    expect(groups.filter(({ id }) => !parents.has(id))).toEqual([]);
  });

  test("what keeps data is there whether it is inside, in AWS or elsewhere", () => {
    const stores = nodes.filter(({ kind }) => kind === "store").map(({ id }) => id);
    expect(stores).toEqual(expect.arrayContaining(["database", "object-store"]));
    expect(stores.includes("registry")).toBe(spec.registry.backend !== "jdbc");
  });
});

test("the example of production says how many there are, where they are and what scales them", () => {
  const diagram = diagramOf(stackFile("prod"));
  expect(node(diagram, "master")?.lines.slice(0, 2)).toEqual(["3 replicas", "over zones, never two on a node"]);
  expect(node(diagram, "api")).toMatchObject({ replicas: { least: 2, most: 4 } });
  expect(node(diagram, "api")?.lines[0]).toBe("2 to 4 replicas, by CPU at 70 %");
  expect(node(diagram, "worker")?.lines).toContain("task data 50Gi gp3");
  expect(node(diagram, "database")).toMatchObject({ group: "aws", title: "RDS, PostgreSQL 16" });
  expect(node(diagram, "database")?.lines).toContain("backups of 14 days");
  expect(node(diagram, "users")?.lines).toEqual(["https://dolphinscheduler.example.com"]);
});

test("calls between proxies are the mesh's, calls to AWS are TLS, and metrics come past both", () => {
  const edges = edgesOf(diagramOf(stackFile("prod")));
  expect(edges).toEqual(
    expect.arrayContaining([
      "api > master mesh 5678",
      "servers > registry mesh 2181",
      "master > database tls 5432",
      "worker > object-store tls 443",
      "namespace-monitoring > servers plain metrics",
      "users > namespace-ingress-nginx tls 443",
      "namespace-ingress-nginx > api plain 12345",
    ]),
  );
});

test("without a mesh, the calls of servers and those to stores in the cluster are plain", () => {
  const edges = edgesOf(of(dev));
  expect(edges).toContain("master > database plain 5432");
  expect(edges.filter((edge) => / (mesh|tls) /.test(edge))).toEqual([]);
});

test("what every server does is drawn once, and what one of them does not is drawn one by one", () => {
  const edges = edgesOf(of(dev));
  expect(edges).toContain("servers > registry plain 2181");
  expect(edges.filter((edge) => edge.includes("> database"))).toEqual([
    "master > database plain 5432",
    "api > database plain 5432",
    "alert > database plain 5432",
    "schema > database plain 5432",
  ]);
  const inDatabase = edgesOf(of({ ...dev, registry: { backend: "jdbc" } }));
  expect(inDatabase).toContain("servers > database plain 5432");
});

test("who scales by the queue asks the database and scales the workers, wherever the database is", () => {
  const edges = edgesOf(of({ ...cloud, worker: { autoscaling: { by: "keda", min: 2, max: 6 } } }));
  expect(edges).toEqual(
    expect.arrayContaining(["namespace-keda > database tls 5432", "namespace-keda > worker control scales"]),
  );
});

test("backups that have a place of their own do not go to the object store", () => {
  const backups = { bucket: "acme-backups", cidr: "10.9.0.0/16", secretName: "backup-store" };
  const edges = edgesOf(of({ ...prod, database: { backend: "cloudnative-pg", backups } }));
  expect(edges).toContain("database > backups tls 443");
  expect(edges).not.toContain("database > object-store tls 443");
  expect(edges).toContain("database > kubernetes-api tls 443,6443");
});

test("the address of a login is shown without the credentials that somebody wrote into it", () => {
  const input = environments.find(([name]) => name === "a directory")?.[1];
  if (input?.login.type !== "ldap") throw new Error("no directory");
  const spec = { ...input, login: { ...input.login, url: "ldaps://cn=x:hunter2@ldap.example.com:636/dc=x" } };
  expect(JSON.stringify(diagramOf(spec))).not.toContain("hunter2");
  expect(node(diagramOf(spec), "login")?.lines).toContain("ldap.example.com:636");
});

test("a Helm release is told at the frame of the servers", () => {
  const { groups } = of({ ...dev, scheduler: { delivery: "release" } });
  expect(groups.find(({ id }) => id === "servers")?.lines).toContain("one Helm release");
});

test("the same specification gives the same diagram", () => {
  expect(diagramOf(stackFile("prod"))).toEqual(diagramOf(stackFile("prod")));
});
