import { resolveOrThrow } from "../../stacks/config/resolve.ts";
import { dev, prod } from "../config/base.ts";

const specOf = (input: Record<string, unknown>) => resolveOrThrow(input).spec;
const sizes = (input: Record<string, unknown>) => {
  const { master, worker } = specOf(input).servers;
  return [master.logs, worker.logs].map((logs) => (logs.kind === "persistent" ? logs.size : "ephemeral"));
};

test("class prod keeps up its logs, in JSON, and class dev leaves them to the application", () => {
  expect(specOf(prod).logs).toEqual({ format: "json", retentionDays: 14 });
  expect(specOf(dev).logs).toBeUndefined();
  expect(specOf({ ...dev, logs: { upkeep: "managed" } }).logs).toEqual({ format: "text", retentionDays: 14 });
});

test("a size that nobody wrote follows from the work and from how long it is kept", () => {
  expect(sizes(prod)).toEqual(["20Gi", "50Gi"]);
  expect(sizes({ ...prod, logs: { retentionDays: 60 } })).toEqual(["50Gi", "160Gi"]);
  expect(sizes({ ...prod, logs: { kilobytesPerTask: 10, tasksPerDay: 5000 } })).toEqual(["20Gi", "20Gi"]);
});

test("a written size that is large enough wins, and another number of workers is no other size", () => {
  expect(sizes({ ...prod, worker: { logs: "200Gi" } })).toEqual(["20Gi", "200Gi"]);
  expect(sizes({ ...prod, worker: { replicas: 9 } })).toEqual(sizes(prod));
});

test("a volume of which only the class is said gets the computed size", () => {
  expect(specOf({ ...prod, worker: { logs: { storageClass: "io2" } } }).servers.worker.logs).toEqual({
    kind: "persistent",
    size: "50Gi",
    storageClass: "io2",
  });
});
