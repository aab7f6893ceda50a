import type { Bar } from "../../bench/bar.ts";
import { measurements } from "../../bench/index.ts";
import { report, results } from "../../bench/report.ts";

const bars: Bar[] = [
  { name: "start", comparedWith: "a fixed time", runs: [3.14, 2, 4], limit: 60, unit: "s" },
  { name: "up", comparedWith: "helm", detail: "9.00 s to 3.00 s", runs: [3], limit: 2.5, unit: "times" },
];

test("the table says what each bar came to, what it may be, and what it is compared with", () => {
  expect(report(bars)).toBe(
    [
      "BAR    MEASURED                       LIMIT       VERDICT  COMPARED WITH",
      "start  3.14 s                         60.00 s     met      a fixed time",
      "up     3.00 times (9.00 s to 3.00 s)  2.50 times  MISSED   helm",
    ].join("\n"),
  );
});

test("the results file names the day, the machine and the number of runs", () => {
  const machine = { processors: 2, memoryGiB: 8, node: "24.1.0", plugin: "official" } as const;
  const text = results(bars, machine, 5, new Date("2026-03-01T23:00:00Z"));
  expect(text).toContain(
    "on 2026-03-01: 2 processors, 8 GiB, Node.js 24.1.0, official Kubernetes plugin, medians of 5 runs each.",
  );
  expect(text).toContain("| up    | 3.00 times (9.00 s to 3.00 s) | 2.50 times | MISSED  | helm          |");
});

test("every measurement has a name of its own", () => {
  const names = measurements.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
