import type { Flow } from "../../components/isolation/flows.ts";
import { flows } from "../../components/isolation/index.ts";
import { isObject } from "../../components/kubernetes/object.ts";
import type { RenderedObject } from "../../stacks/check/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { topology } from "../../stacks/topology.ts";
import { dev, prod } from "../config/base.ts";
import { at, ofKind, render, stackFile, workloads } from "./rendered.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(120_000);

const on = { mode: "linkerd" };
const full = stackFile("test/fixtures/stacks/Pulumi.full.yaml");
const production = stackFile("Pulumi.prod.yaml");
const environments: [string, Record<string, unknown>][] = [
  ["everything in the cluster", full],
  ["the example of production", production],
  ["a registry in the database", { ...dev, database: { memory: "1Gi" }, mesh: on, registry: { backend: "jdbc" } }],
  ["a database with an operator", { ...dev, database: { backend: "cloudnative-pg", instances: 3 }, mesh: on }],
  ["an etcd registry", { ...dev, mesh: on, registry: { backend: "etcd" } }],
  ["services of somebody else", { ...prod, isolation: { monitoringNamespace: "monitoring" } }],
];

interface Rendered {
  readonly objects: readonly RenderedObject[];
  readonly flows: readonly Flow[];
  readonly mesh: NonNullable<ReturnType<typeof topology>["mesh"]>;
}

const known = new Map<unknown, Rendered>();

async function renderMeshed(input: Record<string, unknown>): Promise<Rendered> {
  const before = known.get(input);
  if (before !== undefined) return before;
  const { spec } = resolveOrThrow(input);
  const made = topology(spec);
  if (made.mesh === undefined) throw new Error("the environment has no mesh");
  const rendered = { objects: await render(input), flows: flows(made, spec.isolation), mesh: made.mesh };
  known.set(input, rendered);
  return rendered;
}

const namesOf = (objects: readonly RenderedObject[], kind: string) =>
  ofKind(objects, kind).map((it) => String(at(it, "metadata", "name")));
const rolesOf = (all: readonly Flow[]) =>
  new Map(
    all.flatMap(({ from, to }) => [from, to]).flatMap((it) => (it.kind === "pods" ? [[it.role, it.labels]] : [])),
  );
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Whom a policy lets in by certificate, and whether it says so itself or by a list. */
function admitted(policy: unknown, objects: readonly RenderedObject[]): readonly unknown[] {
  return list(at(policy, "spec", "requiredAuthenticationRefs")).flatMap((reference) => {
    if (at(reference, "kind") === "ServiceAccount") return [reference];
    const named = ofKind(objects, String(at(reference, "kind"))).find(
      (it) => at(it, "metadata", "name") === at(reference, "name"),
    );
    return list(at(named, "spec", "identityRefs"));
  });
}

/** Labels of a role and number of a port, for each port of a pod that a Server selects, by number or by name. */
function closedBy(server: unknown, { flows: all, objects }: Rendered): readonly (readonly [unknown, number])[] {
  const selector = at(server, "spec", "podSelector", "matchLabels");
  const port = at(server, "spec", "port");
  if (typeof port === "number") return [[selector, port]];
  const selects = (wanted: unknown, labels: Readonly<Record<string, string>>) =>
    Object.entries(Object(wanted)).every(([key, value]) => labels[key] === value);
  return workloads(objects)
    .filter(({ labels }) => selects(selector, labels))
    .flatMap(({ labels, pod }) => {
      const role = [...rolesOf(all).values()].find((its) => selects(its, labels));
      const ports = list(pod["containers"]).flatMap((it) => list(at(it, "ports")));
      return ports.flatMap((it) => (at(it, "name") === port ? [[role, Number(at(it, "containerPort"))] as const] : []));
    });
}

describe.each(environments)("%s", (_, input) => {
  let rendered: Rendered;
  beforeAll(async () => {
    rendered = await renderMeshed(input);
  });

  test("every role is in the mesh, or out of it with a reason, and never both", () => {
    const { accounts, exempt } = rendered.mesh;
    for (const role of rolesOf(rendered.flows).keys()) {
      expect([role, Object.hasOwn(accounts, role) !== Object.hasOwn(exempt, role)]).toEqual([role, true]);
    }
  });

  test("every workload has a proxy that knows it by its account, or a role that is exempt", () => {
    const roles = [...rolesOf(rendered.flows)];
    for (const { annotations, labels, name, pod } of workloads(rendered.objects)) {
      const role = roles.find(([, its]) => Object.entries(its).every(([key, value]) => labels[key] === value))?.[0];
      const meshed = annotations["linkerd.io/inject"] === "enabled";
      const account = role === undefined ? undefined : rendered.mesh.accounts[role];
      expect([name, meshed, meshed ? pod["serviceAccountName"] : undefined]).toEqual([
        name,
        account !== undefined,
        account,
      ]);
      if (account === undefined) expect(rendered.mesh.exempt).toHaveProperty([String(role)]);
    }
  });

  test("no probe is left that a proxy would answer", () => {
    const probes = workloads(rendered.objects).flatMap(({ pod }) =>
      list(pod["containers"]).flatMap((it) => (isObject(it) ? [it["livenessProbe"], it["readinessProbe"]] : [])),
    );
    expect(probes.filter((probe) => at(probe, "tcpSocket") !== undefined)).toEqual([]);
  });

  test("the namespace itself has no word for Linkerd's injector", () => {
    const spaces = [...ofKind(rendered.objects, "Namespace"), ...ofKind(rendered.objects, "NamespacePatch")];
    expect(spaces).toHaveLength(1);
    expect(JSON.stringify(spaces)).not.toContain("linkerd.io");
  });

  test("every port of a member that a flow leads to is closed by a Server, and no other is", () => {
    const wanted = rendered.flows.flatMap(({ ports, to }) =>
      to.kind === "pods" && Object.hasOwn(rendered.mesh.accounts, to.role)
        ? ports.map((port) => JSON.stringify([to.labels, port]))
        : [],
    );
    const made = ofKind(rendered.objects, "Server")
      .filter((it) => at(it, "spec", "port") !== 4191)
      .flatMap((it) => closedBy(it, rendered))
      .map((closed) => JSON.stringify(closed));
    expect(made.toSorted()).toEqual([...new Set(wanted)].sort());
  });

  test("whoever is let in by name may also connect by network policy", () => {
    const network = ofKind(rendered.objects, "NetworkPolicy");
    for (const policy of ofKind(rendered.objects, "AuthorizationPolicy")) {
      const server = ofKind(rendered.objects, "Server").find(
        (it) => at(it, "metadata", "name") === at(policy, "spec", "targetRef", "name"),
      );
      const labels = at(server, "spec", "podSelector", "matchLabels");
      const accounts = admitted(policy, rendered.objects);
      if (accounts.length === 0) continue;
      if (at(server, "spec", "port") === 4191) continue;
      const guards = network.filter(
        (it) => JSON.stringify(at(it, "spec", "podSelector", "matchLabels")) === JSON.stringify(labels),
      );
      const text = JSON.stringify(guards.map((it) => at(it, "spec", "ingress")));
      for (const reference of accounts) {
        const name = String(at(reference, "name"));
        const caller = workloads(rendered.objects).find(({ pod }) => pod["serviceAccountName"] === name);
        const mark = caller ? caller.labels["app.kubernetes.io/component"] : name;
        expect([name, text.includes(`"${mark}"`)]).toEqual([name, true]);
      }
      expect(text).toContain("4143");
    }
  });

  test("every policy names a Server and an authentication that are there", () => {
    const there = (kind: unknown, name: unknown) => namesOf(rendered.objects, String(kind)).includes(String(name));
    const policies = ofKind(rendered.objects, "AuthorizationPolicy");
    expect(policies.length).toBeGreaterThan(0);
    for (const policy of policies) {
      const references = list(at(policy, "spec", "requiredAuthenticationRefs"));
      const named = [at(policy, "spec", "targetRef"), ...references];
      expect(named.filter((it) => !there(at(it, "kind"), at(it, "name")))).toEqual([]);
      expect(references).toHaveLength(1);
    }
  });

  test("names of the mesh's objects are unique and short enough", () => {
    for (const kind of ["Server", "AuthorizationPolicy", "MeshTLSAuthentication", "HTTPRoute"]) {
      const names = namesOf(rendered.objects, kind);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => name.length > 63)).toEqual([]);
    }
  });

  test("pods call Linkerd's control plane, and get nothing from its namespace", () => {
    const network = ofKind(rendered.objects, "NetworkPolicy");
    const reach = network.filter((it) => JSON.stringify(at(it, "spec", "egress") ?? []).includes('"linkerd"'));
    const members = [...rolesOf(rendered.flows).keys()].filter((role) => Object.hasOwn(rendered.mesh.accounts, role));
    expect(reach).toHaveLength(members.length);
    expect(network.filter((it) => JSON.stringify(at(it, "spec", "ingress") ?? []).includes('"linkerd"'))).toEqual([]);
  });
});

test("a worker's proxy is a sidecar that outlives its drain: neither a hook nor a shorter grace period stands in the way", async () => {
  const { objects } = await renderMeshed(full);
  const worker = workloads(objects).find(({ name }) => name === "ds-worker");
  expect(worker?.annotations).toMatchObject({
    "config.alpha.linkerd.io/proxy-enable-native-sidecar": "true",
    "config.linkerd.io/proxy-enable-native-sidecar": "true",
  });
  expect(Object.keys(worker?.annotations ?? {}).filter((key) => key.includes("wait-before-exit"))).toEqual([]);
  expect(worker?.pod["terminationGracePeriodSeconds"]).toBeGreaterThan(600);
});

test("production skips its proxies towards AWS and the data sources of tasks, and towards nothing of its own", async () => {
  const { objects } = await renderMeshed(production);
  const skipped = Object.fromEntries(
    workloads(objects).map(({ annotations, labels }) => [
      labels["app.kubernetes.io/component"],
      annotations["config.linkerd.io/skip-outbound-ports"],
    ]),
  );
  expect(skipped).toMatchObject({ alert: "443,587,5432", api: "443,5432", master: "443,5432", registry: undefined });
});

test("a Job runs again when the mesh comes or goes, for its pod cannot change", async () => {
  const jobs = async (mesh: unknown) => namesOf(await render({ ...dev, mesh }), "Job").sort();
  const [without, within] = [await jobs({ mode: "off" }), await jobs(on)];
  expect(within).toHaveLength(without.length);
  expect(within.filter((name) => without.includes(name))).toEqual([]);
});

test("other clusters reach the API's Service through the gateway, which is known by certificate", async () => {
  const { objects } = await renderMeshed(full);
  const exported = ofKind(objects, "Service").filter(
    (it) => at(it, "metadata", "labels", "mirror.linkerd.io/exported") === "true",
  );
  expect(exported.map((it) => at(it, "metadata", "name"))).toEqual(["ds-api"]);
  const callers = ofKind(objects, "MeshTLSAuthentication").find((it) => at(it, "metadata", "name") === "ds-api-12345");
  expect(at(callers, "spec", "identityRefs")).toEqual([{ kind: "Namespace", name: "linkerd-multicluster" }]);
});

test("without the mesh nothing of Linkerd is made, and network policies isolate alone", async () => {
  const objects = await render({ ...full, mesh: { mode: "off" } });
  expect(JSON.stringify(objects)).not.toMatch(/linkerd/);
  expect(namesOf(objects, "NetworkPolicy")).toEqual(
    expect.arrayContaining(["ds-default-deny", "ds-master", "ds-registry", "ds-worker"]),
  );
});
