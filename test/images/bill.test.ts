import { billOf, unpinnedIn } from "../../delivery/images/bill.ts";
import type { RenderedObject } from "../../stacks/check/index.ts";

const digest = `@sha256:${"a".repeat(64)}`;
const object = (kind: string, spec: object): RenderedObject => ({
  component: "scheduler:Scheduler",
  inputs: { kind, metadata: { name: "it" }, spec },
  name: "it",
  protect: false,
  remote: false,
  retainOnDelete: false,
  type: `kubernetes:x/v1:${kind}`,
  urn: "urn",
});
const container = (name: string, image: string) => ({ name, image });

test("every container of every kind of workload is on the bill", () => {
  const pod = { containers: [container("server", `a:1${digest}`)], initContainers: [container("init", "b:1")] };
  const bill = billOf([
    object("StatefulSet", { template: { spec: pod } }),
    object("CronJob", { jobTemplate: { spec: { template: { spec: { containers: [container("cron", "c:1")] } } } } }),
    object("Pod", { containers: [container("pod", "b:1")] }),
    object("Service", { ports: [{ name: "http" }] }),
  ]);
  expect(bill.map(({ container, image, object, pinned }) => [object, container, image, pinned])).toEqual([
    ["StatefulSet/it", "server", `a:1${digest}`, true],
    ["StatefulSet/it", "init", "b:1", false],
    ["CronJob/it", "cron", "c:1", false],
    ["Pod/it", "pod", "b:1", false],
  ]);
  expect(unpinnedIn(bill)).toEqual(["b:1", "c:1"]);
});
