import { resolveOrThrow } from "../../stacks/config/index.ts";
import { expectations } from "../../stacks/server-version.ts";
import { dev } from "../config/base.ts";

const expected = (more: Record<string, unknown>) => expectations(resolveOrThrow({ ...dev, ...more }).spec);
const watched = { isolation: { monitoringNamespace: "monitoring" }, platform: { kubePrometheusStack: "install" } };

test("a stack file that says no version and installs nothing takes nothing for granted", () => {
  expect(expected({})).toEqual([]);
});

test("the version that a stack file says is the server's", () => {
  expect(expected({ cluster: { kubernetesVersion: "1.34" } })).toEqual([
    expect.objectContaining({ constraint: ">=1.34.0-0 <1.35.0-0", path: "cluster.kubernetesVersion" }),
  ]);
});

test("without one, the server's version is one on which the newest release is tested", () => {
  expect(expected(watched)).toEqual([
    expect.objectContaining({
      allowed: "1.33 to 1.36, on which kube-prometheus-stack 87.21.0 is tested",
      constraint: ">=1.33.0-0 <1.37.0-0",
      path: "platform.kubePrometheusStack",
    }),
  ]);
});

test("with one, what is installed was chosen for it, and only the version is to be checked", () => {
  expect(expected({ ...watched, cluster: { kubernetesVersion: "1.32" } }).map(({ path }) => path)).toEqual([
    "cluster.kubernetesVersion",
  ]);
});
