import { table } from "../../delivery/table.ts";
import { changes, UpProgress } from "../../scripts/start/up-progress.ts";
import { readiness } from "../../scripts/start/workloads.ts";
import { duration } from "./tools/progress.ts";

test("a table's columns stand under their heading, whatever the cells hold", () => {
  expect(
    table(
      ["NAME", "PODS"],
      [
        ["dolphinscheduler-api", "1/1"],
        ["a", "12/12 ready"],
      ],
    ),
  ).toBe(["NAME                  PODS", "dolphinscheduler-api  1/1", "a                     12/12 ready"].join("\n"));
});

test.each([
  [0.04, "0 s"],
  [3.26, "3.3 s"],
  [42.4, "42 s"],
  [65, "1 min 05 s"],
])("%d seconds read %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

const OUTPUT = `Updating (dev):
 +  pulumi:pulumi:Stack small-dev creating (0s)
 +  kubernetes:core/v1:Namespace demo creating (0s)
 +  kubernetes:core/v1:Namespace demo created (0.02s)
 +  kubernetes:apps/v1:Deployment web creating (3s) 0/2 pods updated
`;

test("the progress of an update counts what is done and names what is at work, in pieces of any size", () => {
  const progress = new UpProgress();
  for (const character of OUTPUT) progress.read(character);
  expect(String(progress)).toBe("1 resources done; web creating 0/2 pods updated");
});

test("the changes of an update are read from its end", () => {
  const end =
    "\nOutputs:\n    note: |\n    9 created\n\nResources:\n    + 2 created\n    ~ 1 updated\n    57 unchanged\n\nDuration: 2s\n";
  expect(changes(OUTPUT + end)).toBe("2 created, 1 updated, 57 unchanged");
});

test("pods that nobody has reported on yet are not ready", () => {
  expect(readiness("StatefulSet", { spec: { replicas: 3 } })).toBe("0/3 ready");
  expect(readiness("Deployment", { spec: {}, status: { readyReplicas: 1 } })).toBe("1/1 ready");
  expect(readiness("Job", { spec: { completions: 2 }, status: { succeeded: 1 } })).toBe("1/2 completed");
});
