import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-version";
const lab = testLab();

async function preview(...lines: string[]) {
  const all = ["dolphinpod:class: dev", `dolphinpod:namespace: ${namespace}`, ...lines];
  const workspace = new Workspace(lab, "version", ["config:", ...all.map((line) => `  ${line}`), ""].join("\n"));
  try {
    await workspace.init();
    return await workspace.attempt(["preview"]);
  } finally {
    workspace.dispose();
  }
}

test("a server of another version than the stack file says fails the preview, with what to write", async () => {
  const { code, stdout } = await preview('dolphinpod:cluster: { kubernetesVersion: "1.31" }');
  expect(code).not.toBe(0);
  expect(stdout).toContain("cluster.kubernetesVersion");
  expect(stdout).toMatch(/received {2}a server of v1\.34/);
  expect(stdout).toContain("allowed   1.31, which the stack file says");
});

test("a server of the version that the stack file says is no news", async () => {
  const { code, stdout } = await preview('dolphinpod:cluster: { kubernetesVersion: "1.34" }');
  expect([code, stdout]).toEqual([0, expect.not.stringContaining("a server of")]);
});
