import { constraint, describeRange, inRange } from "../../components/platform/kubernetes-version.ts";
import { operatorReleases, releaseFor } from "../../components/platform/operators.ts";
import { type OperatorRelease, operatorNames } from "../../components/platform/types.ts";

const everyRelease: [string, OperatorRelease][] = operatorNames.flatMap((operator) =>
  operatorReleases[operator].map((it): [string, OperatorRelease] => [`${operator} ${it.version}`, it]),
);

test.each([
  ["1.31", undefined],
  ["1.32", "77.14.0"],
  ["1.33", "87.21.0"],
  ["1.36", "87.21.0"],
  ["1.37", undefined],
  [undefined, "87.21.0"],
])("on Kubernetes %s the newest kube-prometheus-stack that is tested there is %s", (kubernetes, version) => {
  expect(releaseFor("kubePrometheusStack", kubernetes)?.version).toBe(version);
});

test.each(everyRelease)("%s is one exact version, from https, with its source", (_, release) => {
  expect(release.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(release.repository).toMatch(/^https:\/\//);
  expect(release.source).toMatch(/^https:\/\//);
  if (release.digest !== undefined) expect(release.digest).toMatch(/^[0-9a-f]{64}$/);
});

test.each(operatorNames)("the releases of %s are ordered, so that the last one is the newest", (operator) => {
  const versions = operatorReleases[operator].map(({ version }) => version);
  const collator = new Intl.Collator("en", { numeric: true });
  expect(versions.toSorted(collator.compare)).toEqual(versions);
});

test("a range without an end takes every later version", () => {
  const open = { first: "1.31", last: undefined };
  expect([inRange("1.30", open), inRange("1.31", open), inRange("1.99", open)]).toEqual([false, true, true]);
  expect([describeRange(open), constraint(open)]).toEqual(["from 1.31", ">=1.31.0-0"]);
});

test("a range with an end stops after its last minor version, whatever its patches are", () => {
  const closed = { first: "1.9", last: "1.10" };
  expect(["1.8", "1.9", "1.10", "1.11"].filter((version) => inRange(version, closed))).toEqual(["1.9", "1.10"]);
  expect([describeRange(closed), constraint(closed)]).toEqual(["1.9 to 1.10", ">=1.9.0-0 <1.11.0-0"]);
});
