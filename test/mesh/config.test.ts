import { podSecurity } from "../../stacks/config/build-mesh.ts";
import { resolve } from "../../stacks/config/index.ts";
import { defaults } from "../../stacks/config/layers.ts";
import { bad, dev, prod } from "../config/base.ts";

const cniReason = "The network team has not installed the plugin on these nodes yet.";
const on = { mode: "linkerd" };

const resolved = (input: unknown) => {
  const resolution = resolve(input);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution;
};
const meshOf = (input: unknown) => resolved(input).spec.mesh;

test("the mesh is on in class prod, off in class dev, and either can change its mind", () => {
  expect(meshOf(prod)).toMatchObject({ authorization: "deny", cni: { mode: "installed" } });
  expect(meshOf(dev)).toBeUndefined();
  expect(meshOf({ ...prod, mesh: { mode: "off" } })).toBeUndefined();
  expect(meshOf({ ...dev, mesh: on })).toMatchObject({ controlPlaneNamespace: "linkerd", gatewayNamespace: undefined });
});

test("off is off where YAML reads it as a boolean", () => {
  expect(meshOf({ ...prod, mesh: { mode: false } })).toBeUndefined();
});

test("what is exported goes through the gateway's namespace", () => {
  expect(meshOf({ ...dev, mesh: { ...on, export: "gateway" } })).toMatchObject({
    gatewayNamespace: "linkerd-multicluster",
  });
});

test("pods stay restricted with Linkerd's CNI plugin, and cannot without it, which every preview says", () => {
  const missing = { ...on, cni: { mode: "missing", reason: cniReason } };
  expect(resolved({ ...dev, mesh: on }).spec.isolation.podSecurity).toBe("restricted");
  const { spec, warnings } = resolved({ ...dev, mesh: missing });
  expect(spec.isolation.podSecurity).toBe("privileged");
  expect(warnings).toContainEqual(
    expect.objectContaining({ path: "mesh.cni", received: expect.stringContaining(cniReason) }),
  );
  const layer = defaults();
  const off = { ...layer.mesh, cni: { mode: "missing" as const, reason: cniReason }, mode: "off" as const };
  expect(podSecurity({ ...layer, class: "dev", mesh: off })).toBe("restricted");
});

test("an audit is shown at every preview, because it closes nothing", () => {
  const { warnings } = resolved({ ...dev, mesh: { ...on, authorization: "audit" } });
  expect(warnings.map(({ path }) => path)).toContain("mesh.authorization");
});

test.each([
  bad("a mesh that is not known", { ...dev, mesh: { mode: "istio" } }, "mesh.mode", /linkerd/),
  bad("a setting of a mesh that is off", { ...dev, mesh: { export: "gateway" } }, "mesh.export", /mode: linkerd/),
  bad("no CNI plugin, and no reason", { ...dev, mesh: { ...on, cni: "missing" } }, "mesh.cni", /reason/),
  bad("no network of pods", { ...dev, mesh: { ...on, podNetworks: [] } }, "mesh.podNetworks", /podNetworks/),
  bad(
    "a network that is none",
    { ...dev, mesh: { ...on, podNetworks: ["10"] } },
    "mesh.podNetworks.0",
    /10\.0\.0\.0\/8/,
  ),
  bad("a proxy without memory", { ...dev, mesh: { ...on, memory: "8Mi" } }, "mesh.memory", /Mi|Gi/),
  bad(
    "a server that leaves the mesh by itself",
    { ...dev, mesh: on, worker: { annotations: { "linkerd.io/inject": "disabled" } } },
    "worker.annotations.linkerd.io/inject",
    /Remove it/,
  ),
  bad(
    "ports that are the mesh's to know",
    { ...dev, api: { annotations: { "config.linkerd.io/opaque-ports": "1" } }, mesh: on },
    "api.annotations.config.linkerd.io/opaque-ports",
    /Remove it/,
  ),
])("refused with its place and a way out: $says", ({ input, path, fix }) => {
  const resolution = resolve(input);
  expect(resolution.ok ? [] : resolution.problems).toEqual([
    expect.objectContaining({ fix: expect.stringMatching(fix), path }),
  ]);
});

test("without the mesh, a server's annotations may name Linkerd: somebody else runs it then", () => {
  const annotations = { "linkerd.io/inject": "enabled" };
  expect(resolved({ ...dev, worker: { annotations } }).spec.servers.worker.podAnnotations).toEqual(annotations);
});
