import { known, unknown } from "../../delivery/doctor/finding.ts";
import { diagnose } from "../../delivery/doctor/index.ts";
import { isIll, report } from "../../delivery/doctor/report.ts";
import { facts, object, patient, said, tools } from "./fixtures.ts";

test("of a healthy world nothing is wrong", () => {
  const findings = diagnose(facts());
  expect(findings.filter(({ state }) => state === "problem" || state === "warning")).toEqual([]);
  expect(isIll(findings)).toBe(false);
  expect(report(findings)).toMatch(/\n0 problems, 0 warnings, \d+ ok, \d+ skipped\.$/);
});

const bucket = object("aws:s3/bucket:Bucket", {});

test.each([
  ["Node.js", { node: "22.0.0" }, "problem 22.0.0, and the program needs 24 or later -> Use npm run"],
  ["Node.js", {}, "ok 24.1.0"],
  ["Pulumi CLI", { pulumi: unknown("pulumi cannot be run") }, "problem pulumi cannot be run -> npm ci"],
  ["Pulumi CLI", { pulumi: known("3.99.0") }, "warning 3.99.0, older than the SDK, which is 3.259.0 -> npm ci"],
  ["Pulumi CLI", { pulumi: known("4.0.0") }, "ok 4.0.0"],
  ["Pulumi CLI", { pulumi: known("3.259.1-alpha") }, "ok 3.259.1-alpha"],
  ["Pulumi plugins", { plugins: known([]) }, "warning kubernetes 4.32.0 is not installed"],
  ["Pulumi plugins", { plugins: known([]), attached: ["kubernetes"] }, "skipped kubernetes: another program"],
  ["Pulumi plugins", {}, "ok kubernetes 4.32.0"],
  ["backend", { backend: unknown("you are not logged in") }, "problem you are not logged in -> pulumi login"],
  ["backend", { pulumi: unknown("x"), backend: unknown("x") }, "skipped it needs the Pulumi CLI first"],
  ["backend", { stacks: known([]) }, "warning me at s3://state, which does not know dev yet -> pulumi stack init dev"],
  ["backend", {}, "ok me at s3://state, which knows dev"],
  [
    "kubectl",
    { kubectl: unknown("kubectl cannot be run: ENOENT") },
    "problem kubectl cannot be run: ENOENT -> Install it",
  ],
])("%s of the machine %j", (check, more, expected) => {
  expect(said(check, facts({ tools: { ...tools, ...more } }))[0]).toMatch(new RegExp(`^${escaped(expected)}`));
});

test("only plugins of packages that the stack uses are wanted", () => {
  const stack = known(patient({ objects: [object("kubernetes:core/v1:Secret", {}), bucket] }));
  expect(said("Pulumi plugins", facts({ patient: stack }))).toEqual([
    "ok kubernetes 4.32.0",
    expect.stringContaining("warning aws 7.48.0 is not installed"),
  ]);
});

test.each([
  ["the context that is the current one", {}, "ok lab, the current one"],
  [
    "that of the command line",
    { asked: { stack: "dev", context: "eu" } },
    "problem the kubeconfig has no eu; there are lab -> ",
  ],
  [
    "that of the stack file",
    { patient: known(patient({}, { cluster: { context: "us" } })) },
    "problem the kubeconfig has no us; ",
  ],
  [
    "none at all",
    { contexts: known({ names: [], current: undefined }) },
    "problem the kubeconfig has no current context; there is none -> ",
  ],
  ["nobody to ask", { contexts: unknown("kubectl cannot be run") }, "skipped kubectl cannot be run"],
])("the context is %s", (_, more, expected) => {
  expect(said("context", facts(more))[0]).toMatch(new RegExp(`^${escaped(expected)}`));
});

test("a stack file that is wrong is told with what is wrong, and what needs it is left out with that reason", () => {
  const from = facts({ patient: unknown("worker.replicas: received -1"), outside: unknown("nobody looked") });
  expect(said("stack file", from)[0]).toMatch(/^problem worker\.replicas: received -1 -> Mend what it says/);
  for (const check of ["custom kinds", "permissions", "DNS"])
    expect(said(check, from)).toEqual(["skipped the stack has to resolve first"]);
  expect(isIll(diagnose(from))).toBe(true);
});

test("without a stack the machine is looked at, and nothing is called wrong for it", () => {
  const from = facts({ asked: { stack: undefined, context: undefined }, patient: unknown("no stack is named") });
  expect(said("stack file", from)[0]).toMatch(/^skipped no stack is named: dolphinpod doctor -s/);
  expect(said("images", from)).toEqual(["skipped no stack is named"]);
  expect(isIll(diagnose(from))).toBe(false);
});

test("a cluster that does not answer is one problem, and all that asks it is left out", () => {
  const from = facts({ cluster: unknown("dial tcp: i/o timeout") });
  expect(said("cluster", from)[0]).toMatch(/^problem dial tcp: i\/o timeout -> See whether kubectl version answers/);
  const rest = diagnose(from).filter(({ says }) => says === "the cluster has to answer first");
  expect(rest.map(({ check }) => check)).toEqual(
    expect.arrayContaining(["Kubernetes version", "custom kinds", "storage classes", "room", "spread", "permissions"]),
  );
});

test("the report has every check in a table, and each fix below it", () => {
  const text = report(diagnose(facts({ tools: { ...tools, node: "20.0.0" } })));
  expect(text).toMatch(/^ +CHECK +RESULT\nPROBLEM +Node\.js +20\.0\.0, and/);
  expect(text).toMatch(/\n\nproblem of Node\.js\n {2}received {2}20\.0\.0.*\n {2}fix {7}Use npm run/);
  expect(text).toContain("1 problem, 0 warnings");
});

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
