import { setTimeout as sleep } from "node:timers/promises";
import { Lab } from "../lab/index.ts";
import { list, unreadyWorkloads } from "./cluster.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-scaling";
/** A cluster of its own: only there do pods use anything. */
const lab = new Lab({ name: `${testLab().name}-metrics`, resourceMetrics: "on" });
const workspace = new Workspace(
  lab,
  "scaling",
  [
    "config:",
    "  dolphinpod:class: dev",
    `  dolphinpod:namespace: ${namespace}`,
    "  dolphinpod:name: ds",
    "  dolphinpod:api: { replicas: 3 }",
    "",
  ].join("\n"),
);

beforeAll(async () => {
  await lab.start();
  await workspace.init();
  await workspace.pulumi("up", "--yes", "--skip-preview");
});
afterAll(async () => {
  await lab.destroy();
  workspace.dispose();
});

const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/ds-api`;
const autoscaler = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/ds-api`;

interface Scaled {
  readonly spec: { readonly replicas: number };
}

const replicas = async () => ((await lab.api.get(deployment)) as Scaled).spec.replicas;

async function apiPods(): Promise<readonly string[]> {
  const pods = await list(lab.api, namespace, "pods");
  return pods.map(({ metadata }) => metadata.name).filter((name) => name.startsWith("ds-api-"));
}

/** What a pod of the API servers uses from now on; the simulated kubelet reports it. */
async function use(cpu: string): Promise<void> {
  const metadata = { annotations: { "kwok.x-k8s.io/usage-cpu": cpu } };
  for (const pod of await apiPods()) await lab.api.patch(`/api/v1/namespaces/${namespace}/pods/${pod}`, { metadata });
}

async function until(wanted: (count: number) => boolean): Promise<number> {
  for (;;) {
    const count = await replicas();
    if (wanted(count)) return count;
    await sleep(500);
  }
}

/** Every number of replicas that the API server let anybody see meanwhile, each once in a row. */
async function numbersDuring(work: () => Promise<unknown>): Promise<readonly number[]> {
  const seen: number[] = [];
  const watch = lab.api.watch(`/apis/apps/v1/namespaces/${namespace}/deployments`, ({ object }) => {
    const { metadata, spec } = object as Scaled & { readonly metadata: { readonly name: string } };
    if (metadata.name === "ds-api" && seen.at(-1) !== spec.replicas) seen.push(spec.replicas);
  });
  try {
    await work();
    await sleep(1_000);
  } finally {
    watch.stop();
  }
  return seen;
}

const update = () => workspace.pulumi("up", "--yes", "--skip-preview");

// The tests of this file are one environment's way to a scaler and back, in order.

test("giving the number to a scaler neither changes it nor touches a pod", async () => {
  const before = await apiPods();
  expect(before).toHaveLength(3);
  await workspace.pulumi("config", "rm", "--path", "api.replicas");
  await workspace.set("api.autoscaling.min", "2");
  await workspace.set("api.autoscaling.max", "5");
  expect(await numbersDuring(update)).toEqual([3]);
  expect(await apiPods()).toEqual(before);
  expect(changes(await workspace.preview())).toEqual([]);
});

test("use above the target adds API servers, up to the bound", async () => {
  await use("500m");
  expect(await until((count) => count === 5)).toBe(5);
  // The number is there at once, the pods are there when the scheduler and the kubelets have had their turn.
  while ((await unreadyWorkloads(lab.api, namespace)).length > 0) await sleep(500);
});

test("an update of something else leaves the scaler's number alone", async () => {
  await workspace.set("api.labels.team", "data");
  expect(await numbersDuring(update)).toEqual([5]);
  expect(changes(await workspace.preview())).toEqual([]);
});

test("less use removes nobody in the first minute, and then one at a time", async () => {
  await use("10m");
  const early = await numbersDuring(() => sleep(60_000));
  expect(early).toEqual([5]);
  // Nobody wants to wait for five minutes: a shorter window, and periods as short as the controller's own.
  await lab.api.patch(autoscaler, {
    spec: {
      behavior: {
        scaleDown: {
          policies: [{ periodSeconds: 5, type: "Pods", value: 1 }],
          selectPolicy: "Max",
          stabilizationWindowSeconds: 0,
        },
      },
    },
  });
  expect(await numbersDuring(() => until((count) => count === 2))).toEqual([5, 4, 3, 2]);
});

test("taken back, the number is what the stack says, and stays so", async () => {
  await workspace.pulumi("config", "rm", "--path", "api.autoscaling");
  await workspace.set("api.replicas", "4");
  expect(await numbersDuring(update)).toEqual([2, 4]);
  expect(await lab.api.get(autoscaler)).toBeUndefined();
  expect(await unreadyWorkloads(lab.api, namespace)).toEqual([]);
  expect(changes(await workspace.preview())).toEqual([]);
  expect(await numbersDuring(() => sleep(20_000))).toEqual([4]);
});

test("an earlier number that comes back is written too", async () => {
  await workspace.pulumi("config", "rm", "--path", "api.replicas");
  await workspace.set("api.autoscaling.min", "5");
  await workspace.set("api.autoscaling.max", "6");
  await update();
  expect(await until((count) => count === 5)).toBe(5);
  await workspace.pulumi("config", "rm", "--path", "api.autoscaling");
  await workspace.set("api.replicas", "4");
  expect(await numbersDuring(update)).toEqual([5, 4]);
});
