import fc from "fast-check";
import { parseQuantity } from "../../components/kubernetes/quantity.ts";
import { logShares, logVolumeSize, taskLogBytes } from "../../components/logs/sizes.ts";

const gibi = 2 ** 30;

test.each([
  [20_000, 100, 14, "50Gi"],
  [4_000, 100, 14, "20Gi"],
  [1, 1, 1, "20Gi"],
  [100_000, 500, 30, "1780Gi"],
  [100_000, 4, 30, "130Gi"],
  [1_000_000, 1, 14, "550Gi"],
])("%i tasks a day of %i kB, kept for %i days, need %s", (tasksPerDay, kilobytesPerTask, retentionDays, size) => {
  expect(logVolumeSize({ kilobytesPerTask, retentionDays, tasksPerDay })).toBe(size);
});

test.each([
  ["50Gi", { serverLogs: 10 * gibi, taskLogs: 30 * gibi }],
  ["5Gi", { serverLogs: 1 * gibi, taskLogs: 3 * gibi }],
])("of %s a fifth stays free, and the server's own logs get at most 10Gi or a quarter", (size, shares) => {
  expect(logShares(size, "server-and-tasks")).toEqual(shares);
});

test("a server without tasks has four fifths of its volume", () => {
  expect(logShares("5Gi", "server")).toEqual({ serverLogs: 4 * gibi, taskLogs: 0 });
});

const rate = fc.record({
  kilobytesPerTask: fc.integer({ min: 1, max: 10_000 }),
  retentionDays: fc.integer({ min: 1, max: 365 }),
  tasksPerDay: fc.integer({ min: 1, max: 1_000_000 }),
});

test("a computed volume holds the task logs of its rate, and never all of the volume is used", () => {
  fc.assert(
    fc.property(rate, (it) => {
      const size = logVolumeSize(it);
      const bytes = parseQuantity(size) ?? 0;
      const { serverLogs, taskLogs } = logShares(size, "server-and-tasks");
      const tasks = it.tasksPerDay * it.retentionDays;
      expect(taskLogs).toBeGreaterThanOrEqual(taskLogBytes(it));
      expect(taskLogs).toBeGreaterThanOrEqual(tasks * Math.ceil((it.kilobytesPerTask * 1000) / 4096) * 4096);
      expect(bytes / 16_384).toBeGreaterThan(tasks * 2);
      expect(serverLogs + taskLogs).toBeLessThanOrEqual(bytes * 0.8);
    }),
  );
});

test("more work never asks for a smaller volume", () => {
  fc.assert(
    fc.property(rate, fc.integer({ min: 0, max: 100_000 }), (it, more) => {
      const size = (tasksPerDay: number) => parseQuantity(logVolumeSize({ ...it, tasksPerDay })) ?? 0;
      expect(size(it.tasksPerDay + more)).toBeGreaterThanOrEqual(size(it.tasksPerDay));
    }),
  );
});
