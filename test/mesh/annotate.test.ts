import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { promisify } from "node:util";
import { type MeshPlan, meshed } from "../../components/mesh/annotate.ts";
import { honestProbes } from "../../components/mesh/probes.ts";
import { at } from "./rendered.ts";

const plan: MeshPlan = {
  exported: "nothing",
  members: [
    { role: "api", labels: { app: "api" }, opaquePorts: [], skippedPorts: [443, 5432] },
    { role: "master", labels: { app: "master" }, opaquePorts: [5678], skippedPorts: [] },
  ],
  proxy: { cpu: { limit: "1", request: "100m" }, memory: { limit: "250Mi", request: "128Mi" } },
};
const workload = (app: string, annotations?: Record<string, string>) => ({
  metadata: { name: `ds-${app}-0a1b2c3d` },
  spec: { template: { metadata: { ...(annotations && { annotations }), labels: { app, pod: "x" } }, spec: {} } },
});
const annotationsOf = (object: unknown) => at(object, "spec", "template", "metadata", "annotations");
const deployment = "kubernetes:apps/v1:Deployment";
const service = (app: string, ports: readonly number[]) => ({
  metadata: { labels: { app }, name: `ds-${app}` },
  spec: { ports: ports.map((port) => ({ port })), selector: { app } },
});

test("a member's pods get a proxy that starts first, ends last and refuses whom it does not know", () => {
  expect(annotationsOf(meshed(deployment, workload("api", { "example.com/owner": "data" }), plan))).toEqual({
    "config.alpha.linkerd.io/proxy-enable-native-sidecar": "true",
    "config.linkerd.io/default-inbound-policy": "deny",
    "config.linkerd.io/proxy-await": "enabled",
    "config.linkerd.io/proxy-cpu-limit": "1",
    "config.linkerd.io/proxy-cpu-request": "100m",
    "config.linkerd.io/proxy-enable-native-sidecar": "true",
    "config.linkerd.io/proxy-memory-limit": "250Mi",
    "config.linkerd.io/proxy-memory-request": "128Mi",
    "config.linkerd.io/shutdown-grace-period": "10s",
    "config.linkerd.io/skip-outbound-ports": "443,5432",
    "example.com/owner": "data",
    "linkerd.io/inject": "enabled",
  });
});

test("a native sidecar is never told to wait: it ends after the server as it is, and the hook would start at once", () => {
  expect(JSON.stringify(meshed(deployment, workload("api"), plan))).not.toContain("proxy-wait-before-exit-seconds");
});

test("ports that are not HTTP are opaque on the pods and on their Service", () => {
  const pods = meshed("kubernetes:apps/v1:StatefulSet", workload("master"), plan);
  expect(at(annotationsOf(pods), "config.linkerd.io/opaque-ports")).toBe("5678");
  const front = meshed("kubernetes:core/v1:Service", service("master", [5678, 5679]), plan);
  expect(at(front, "metadata", "annotations")).toEqual({ "config.linkerd.io/opaque-ports": "5678" });
});

test.each([
  ["a workload of nobody", deployment, workload("stranger")],
  ["a Service of nobody", "kubernetes:core/v1:Service", service("stranger", [5678])],
  ["a Service without an opaque port", "kubernetes:core/v1:Service", service("api", [12345])],
  ["another kind", "kubernetes:core/v1:ConfigMap", workload("api")],
  ["an empty object", deployment, {}],
])("%s comes back as it is", (_, type, object) => {
  expect(meshed(type, object, plan)).toBe(object);
});

test("the API's Service alone is offered to other clusters, and only when that is asked for", () => {
  const exported = { ...plan, exported: "api" as const };
  const front = (app: string, its: MeshPlan) => meshed("kubernetes:core/v1:Service", service(app, [5678]), its);
  expect(at(front("api", exported), "metadata", "labels")).toEqual({
    app: "api",
    "mirror.linkerd.io/exported": "true",
  });
  expect(at(front("master", exported), "metadata", "labels")).toEqual({ app: "master" });
  expect(at(front("api", plan), "metadata", "labels")).toEqual({ app: "api" });
});

test("a Job with other settings of its proxy is another Job, because its pod cannot change", () => {
  const job = (its: MeshPlan) => at(meshed("kubernetes:batch/v1:Job", workload("api"), its), "metadata", "name");
  const slower = { ...plan, proxy: { ...plan.proxy, cpu: { limit: "2", request: "100m" } } };
  expect(job(plan)).toMatch(/^ds-api-[0-9a-f]{8}$/);
  expect(new Set([job(plan), job(slower), "ds-api-0a1b2c3d"]).size).toBe(3);
  expect(job(plan)).toBe(job(plan));
});

test("a CronJob's pods are in the mesh as any others, and end", () => {
  const { metadata, spec } = workload("api");
  const cron = meshed("kubernetes:batch/v1:CronJob", { metadata, spec: { jobTemplate: { spec } } }, plan);
  expect(at(cron, "spec", "jobTemplate", "spec", "template", "metadata", "annotations")).toMatchObject({
    "config.linkerd.io/proxy-enable-native-sidecar": "true",
    "linkerd.io/inject": "enabled",
  });
  expect(at(cron, "metadata", "name")).toBe(metadata.name);
});

test("only a Job is renamed", () => {
  expect(at(meshed(deployment, workload("api"), plan), "metadata", "name")).toBe("ds-api-0a1b2c3d");
});

test("a probe that only connects asks the server and not its proxy, which would take any connection", () => {
  const httpGet = { path: "/health", port: 5679 };
  const pod = {
    containers: [
      {
        livenessProbe: { failureThreshold: 12, tcpSocket: { port: 5678 }, timeoutSeconds: 10 },
        name: "master",
        readinessProbe: { httpGet },
      },
    ],
  };
  expect(honestProbes(pod)).toEqual({
    containers: [
      {
        livenessProbe: {
          exec: { command: ["/bin/bash", "-c", "< /dev/tcp/127.0.0.1/5678"] },
          failureThreshold: 12,
          timeoutSeconds: 10,
        },
        name: "master",
        readinessProbe: { httpGet },
      },
    ],
  });
  expect(honestProbes({})).toEqual({});
});

test("the command of such a probe succeeds while somebody listens, and fails when nobody does", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const command = () => {
    const pod = honestProbes({ containers: [{ livenessProbe: { tcpSocket: { port } } }] });
    const [container] = pod["containers"] as readonly unknown[];
    const [program = "", ...args] = at(container, "livenessProbe", "exec", "command") as string[];
    return promisify(execFile)(program, args);
  };
  await expect(command()).resolves.toBeDefined();
  server.close();
  await once(server, "close");
  await expect(command()).rejects.toThrow();
});
