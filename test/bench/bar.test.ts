import { type Bar, isMet, median, ratio } from "../../bench/bar.ts";

test.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])("the median of %j is %d, whatever the order of the runs", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test("a measurement without a run is refused and not taken for a good one", () => {
  expect(() => median([])).toThrow("no run");
});

const bar = (runs: number[]): Bar => ({ name: "b", comparedWith: "a fixed time", runs, limit: 10, unit: "s" });

test.each([
  ["met at its very limit", [10], true],
  ["missed above it", [10.1], false],
  ["met when one run of three was slow", [9, 50, 8], true],
  ["missed when one run of three was fast", [11, 1, 12], false],
])("a bar is %s", (_, runs, expected) => {
  expect(isMet(bar(runs))).toBe(expected);
});

test("a ratio compares medians and says what they were", () => {
  const made = ratio({ name: "up", comparedWith: "helm", limit: 2.5 }, [6, 90, 5], [3, 2, 50]);
  expect(made).toMatchObject({ detail: "6.00 s to 3.00 s", limit: 2.5, runs: [2], unit: "times" });
});
