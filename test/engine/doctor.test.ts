import { execFile } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { doctor } from "../../cli/commands/doctor.ts";
import type { Finding } from "../../delivery/doctor/finding.ts";
import { askIn } from "../../delivery/doctor/gather/ask.ts";
import { storageClass } from "../lab/cluster-objects.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const lab = testLab();
const namespace = "examined";
const stackFile = (more: object = {}) =>
  stringify({ config: { "dolphinpod:class": "dev", "dolphinpod:namespace": namespace, ...more } });
const workspace = new Workspace(lab, "examined", stackFile());
const scaled = new Workspace(
  lab,
  "scaled",
  stackFile({ "dolphinpod:worker": { autoscaling: { by: "keda", min: 1, max: 3 } } }),
);
const classes = "/apis/storage.k8s.io/v1/storageclasses";

/** What the doctor says of a stack in the lab; registries are left alone. */
async function examine({ folder, stack }: Workspace, more: NodeJS.ProcessEnv = {}) {
  const backend = { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "test" };
  const env = { ...(await lab.programEnv()), ...backend, ...more };
  const image = () => Promise.reject(new Error("the test asks no registry"));
  const network = { image, resolve: () => Promise.resolve() };
  const { data, exitCode } = await doctor({ stack }, folder, { ask: askIn(folder, env), env, network, tell: () => {} });
  const findings = data as readonly Finding[];
  return { exitCode, findings, wrong: findings.filter(({ state }) => state === "problem" || state === "warning") };
}

beforeAll(async () => {
  await workspace.init();
  await scaled.init();
});
afterAll(async () => {
  await lab.api.create(classes, storageClass);
  workspace.dispose();
  scaled.dispose();
});

test("in a healthy cluster nothing is wrong, and what could not be told says why", async () => {
  const { exitCode, findings, wrong } = await examine(workspace);
  expect([exitCode, wrong]).toEqual([0, []]);
  const states = new Map(findings.map(({ check, state }) => [check, state]));
  for (const check of [
    "cluster",
    "Kubernetes version",
    "storage classes",
    "room",
    "spread",
    "permissions",
    "namespace",
  ])
    expect([check, states.get(check)]).toEqual([check, "ok"]);
  for (const { says } of findings) expect(says).not.toBe("");
});

test("a storage class that is gone is named, with a way to go on", async () => {
  await lab.api.remove(`${classes}/standard`);
  const { exitCode, wrong } = await examine(workspace);
  expect(exitCode).toBe(1);
  expect(wrong).toEqual([
    {
      check: "storage classes",
      state: "problem",
      says: expect.stringMatching(/^no class is the default one, which StatefulSet .* needs; there is none at all$/),
      fix: expect.stringContaining("Install a CSI driver"),
    },
  ]);
  await lab.api.create(classes, storageClass);
});

test("kinds that nobody has brought are named, with both ways to bring them", async () => {
  expect((await examine(scaled)).wrong).toContainEqual({
    check: "custom kinds",
    state: "problem",
    says: expect.stringContaining("worker.autoscaling.by needs keda.sh/v1alpha1/ScaledObject"),
    fix: expect.stringContaining("platform: {keda: install}"),
  });
});

describe("somebody who may only read", () => {
  const kubeconfig = join(workspace.folder, "kubeconfig");
  const kubectl = async (...args: string[]) => {
    const { kubectl: binary } = await lab.binaries();
    return (await promisify(execFile)(binary, ["--kubeconfig", kubeconfig, ...args])).stdout.trim();
  };

  beforeAll(async () => {
    copyFileSync(lab.kubeconfig, kubeconfig);
    await kubectl("create", "namespace", namespace);
    await kubectl("create", "serviceaccount", "reader", "--namespace", namespace);
    const subject = `--serviceaccount=${namespace}:reader`;
    await kubectl("create", "rolebinding", "reader", "--clusterrole=view", subject, "--namespace", namespace);
    const token = await kubectl("create", "token", "reader", "--namespace", namespace);
    await kubectl("config", "set-credentials", "reader", "--token", token);
    await kubectl("config", "set-context", "--current", "--user", "reader");
  });
  afterAll(() => lab.api.remove(`/api/v1/namespaces/${namespace}`));

  test("is told which rights an update needs, and what could not be looked at", async () => {
    const { exitCode, findings, wrong } = await examine(workspace, { KUBECONFIG: kubeconfig });
    expect(exitCode).toBe(1);
    expect(wrong).toContainEqual({
      check: "permissions",
      state: "problem",
      says: expect.stringMatching(/^you may not, in examined: .*create, delete, patch .*statefulsets.* of apps$/),
      fix: expect.stringMatching(/^A Role in examined bound to you grants it by .*apiGroups: \["apps"\]/),
    });
    expect(wrong).toContainEqual(
      expect.objectContaining({ says: expect.stringMatching(/^you may not, in the whole cluster: .*namespaces/) }),
    );
    // What a reader may do is not asked for.
    expect(JSON.stringify(wrong)).not.toMatch(/\b(list|watch) pods/);
    const blind = findings.filter(({ check }) => check === "room" || check === "storage classes");
    for (const it of blind) expect(it).toMatchObject({ state: "skipped", says: expect.stringContaining("forbidden") });
  });
});
