import { type Definition, definitionsOf, installDefinitions, removeDefinitions } from "../lab/crds/index.ts";
import { toStderr } from "../lab/tools/progress.ts";
import { at } from "../mesh/rendered.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-mesh";
const lab = testLab();
const stackFile = `config:\n  dolphinpod:class: dev\n  dolphinpod:namespace: ${namespace}\n  dolphinpod:deletion: delete\n`;
const workspace = new Workspace(lab, "mesh", stackFile);

const kinds = [
  { group: "gateway.networking.k8s.io", kind: "HTTPRoute" },
  ...["AuthorizationPolicy", "MeshTLSAuthentication", "NetworkAuthentication", "Server"].map((kind) => {
    return { group: "policy.linkerd.io", kind };
  }),
];
let definitions: readonly Definition[] = [];

const items = async (path: string) => {
  const answer = await lab.api.get(path);
  return (at(answer, "items") ?? []) as readonly unknown[];
};
const pods = async () => (await items(`/api/v1/namespaces/${namespace}/pods`)).filter(isStaying);
const isStaying = (pod: unknown) => at(pod, "metadata", "deletionTimestamp") === undefined;
const wantsProxy = (pod: unknown) => at(pod, "metadata", "annotations", "linkerd.io/inject") === "enabled";
const servers = () => items(`/apis/policy.linkerd.io/v1beta3/namespaces/${namespace}/servers`);

const planned = async () => changes(await workspace.preview());

beforeAll(async () => {
  await workspace.init();
  await workspace.pulumi("up", "--yes");
});

afterAll(async () => {
  await workspace.attempt(["destroy", "--yes"]);
  await removeDefinitions(lab.api, definitions);
  workspace.dispose();
});

test("where Linkerd is missing the preview says so, and the running environment stays as it is", async () => {
  await workspace.set("dolphinpod:mesh.mode", "linkerd");
  const { code, stdout } = await workspace.attempt(["up", "--yes"]);
  expect(code).not.toBe(0);
  expect(stdout).toContain("policy.linkerd.io/v1beta3/Server");
  expect(stdout).toContain("Install Linkerd as docs/mesh.md says.");
  expect((await pods()).filter(wantsProxy)).toEqual([]);
});

test("the mesh comes into a running environment, Jobs included, and a second preview is empty", async () => {
  definitions = await definitionsOf(kinds, toStderr);
  await installDefinitions(lab.api, definitions);
  await workspace.pulumi("up", "--yes");
  expect(await planned()).toEqual([]);
  expect((await pods()).length).toBeGreaterThan(0);
  expect((await pods()).filter((pod) => !wantsProxy(pod))).toEqual([]);
  expect((await servers()).map((it) => at(it, "spec", "accessPolicy"))).toContain("deny");
});

test("an audit ends without a restart", async () => {
  await workspace.set("dolphinpod:mesh.authorization", "audit");
  const changed = await planned();
  expect(changed.length).toBe((await servers()).length);
  expect(changed.filter((line) => !/^update \S+-mesh-Server-/.test(line))).toEqual([]);
});

test("and it goes again, leaving nothing of Linkerd's behind", async () => {
  await workspace.pulumi("config", "rm", "--path", "dolphinpod:mesh");
  await workspace.pulumi("up", "--yes");
  expect(await planned()).toEqual([]);
  expect((await pods()).filter(wantsProxy)).toEqual([]);
  expect(await servers()).toEqual([]);
});
