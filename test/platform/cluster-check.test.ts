import { renderEnvironment } from "../../stacks/check/index.ts";
import type { Inputs } from "../../stacks/check/transforms.ts";
import { dev } from "../config/base.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const checkName = "dolphinscheduler-cluster-check";

async function checks(more: Record<string, unknown>) {
  const charts: [string, Inputs][] = [];
  const renderChart = async (name: string, inputs: Inputs) => {
    charts.push([name, inputs]);
    return [];
  };
  await renderEnvironment({ ...dev, ...more }, { chart: "chart", renderChart });
  return charts.filter(([name]) => name === checkName).map(([, inputs]) => inputs);
}

test("an environment that takes nothing for granted looks at no cluster", async () => {
  expect(await checks({})).toEqual([]);
});

test("kinds and version are asked for in one look", async () => {
  const looks = await checks({
    cluster: { kubernetesVersion: "1.34" },
    ingress: { host: "d.example.com" },
    registry: { access: "certificates" },
    tls: { issuer: { kind: "acme-http" } },
  });
  expect(looks).toEqual([
    expect.objectContaining({
      values: {
        kinds: [expect.objectContaining({ path: "registry.access" }), expect.objectContaining({ path: "tls.issuer" })],
        versions: [expect.objectContaining({ path: "cluster.kubernetesVersion" })],
      },
    }),
  ]);
});

test("nothing is made before the cluster has been looked at", async () => {
  const charts: string[] = [];
  const refuse = async (name: string) => {
    charts.push(name);
    if (name === checkName) throw new Error("the cluster lacks something");
    return [];
  };
  const input = { ...dev, database: { backend: "cloudnative-pg" } };
  await expect(renderEnvironment(input, { chart: "chart", renderChart: refuse })).rejects.toThrow("lacks something");
  expect(charts).toEqual([checkName]);
});
