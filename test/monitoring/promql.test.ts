import { seriesIn } from "../../components/monitoring/promql.ts";

test.each([
  ["up", ["up"]],
  ['up{job="a or b"} == 0', ["up"]],
  ["sum by (pod, job) (rate(a_total[5m])) / on (pod) group_left b", ["a_total", "b"]],
  ["sum(a) without (le) > 1e3", ["a"]],
  ["level:a:rate5m offset 1d and 2 * level:b:sum", ["level:a:rate5m", "level:b:sum"]],
  ["histogram_quantile(0.9, sum by (le) (rate(c_bucket[5m] @ end())))", ["c_bucket"]],
  ["absent(a{x=~'[{]'}) or vector(0)", ["a"]],
  ["time() - a > 24 * 3600 unless Inf", ["a"]],
  ["a + a", ["a"]],
])("the series of %s are %j", (expression, series) => {
  expect(seriesIn(expression)).toEqual(series);
});
