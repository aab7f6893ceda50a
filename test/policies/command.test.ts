import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policy } from "../../cli/commands/policy.ts";
import { policyChange } from "../../cli/commands/policy-change.ts";
import { situation } from "../../policies/command.ts";
import { defaultParameters } from "../../policies/core/parameters.ts";
import { rules } from "../../policies/rules/index.ts";
import { readObjects } from "../../policies/sources/read.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-policy-"));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

file("package.json", '{"version": "0.1.0"}');
file(
  "Pulumi.prod.yaml",
  `config:
  dolphinpod:class: prod
  policies:parameters: { logsPath: /logs }
  policies:exemptions:
    - rule: no-privileged
      match: Pod/*
      reason: a test of the command
      owner: data
      expires: 2026-07-01
`,
);
const manifest = file(
  "pod.yaml",
  `apiVersion: v1
kind: Service
metadata: { name: one, namespace: data }
spec: { selector: {} }
---
apiVersion: v1
kind: Pod
metadata: { name: one, namespace: data }
spec: { hostNetwork: true }
`,
);

afterAll(() => rmSync(folder, { recursive: true }));

const common = { today: "2026-06-01" };

test("a stack file gives class, exemptions and parameters", () => {
  const { settings } = situation({ ...common, stack: "prod" }, folder);
  expect(settings).toMatchObject({
    environmentClass: "prod",
    exemptions: [{ owner: "data" }],
    parameters: { logsPath: "/logs" },
  });
});

test("a file for --policy-pack-config gives levels and parameters", () => {
  const config = file("levels.json", '{"no-privileged": "advisory", "persistent-logs": {"logsPath": "/var/log"}}');
  const { settings } = situation({ ...common, config }, folder);
  expect(settings.levels).toEqual({ "no-privileged": "advisory" });
  expect(settings.ruleParameters["persistent-logs"]?.logsPath).toBe("/var/log");
});

test("limits of roles that a file does not name stay as they are", () => {
  const roleLimits = { worker: { min: 2, max: 80 } };
  const config = file("limits.json", JSON.stringify({ "replicas-within-role-limits": { roleLimits } }));
  const { ruleParameters } = situation({ ...common, config }, folder).settings;
  expect(ruleParameters["replicas-within-role-limits"]?.roleLimits).toEqual({
    ...defaultParameters().roleLimits,
    ...roleLimits,
  });
});

test("`all` is every rule, and a rule's own level wins wherever it stands", () => {
  const config = file("all.json", '{"no-privileged": {"enforcementLevel": "disabled"}, "all": "advisory"}');
  const { levels } = situation({ ...common, config }, folder).settings;
  expect(Object.keys(levels).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  expect([levels["no-privileged"], levels["image-digest-pinned"]]).toEqual(["disabled", "advisory"]);
});

test.each([
  [{ stack: "live" }, "there is no Pulumi.live.yaml"],
  [{ today: "yesterday" }, "--today"],
  [{ config: file("wrong.json", '{"no-privileged": "strict"}') }, 'received "strict", allowed mandatory'],
  [
    { config: file("slip.json", '{"no-priviledged": "advisory"}') },
    'received "no-priviledged", allowed the id of a rule',
  ],
  [
    { config: file("strange.json", '{"no-privileged": {"roleLimits": {}}}') },
    "no-privileged: received the parameter roleLimits, allowed none",
  ],
  [
    { config: file("other.json", '{"persistent-logs": {"roleLimits": {}}}') },
    "received the parameter roleLimits, allowed ephemeralLogs, logsPath",
  ],
])("a wrong option is refused with what is allowed: %j", (option, message) => {
  expect(() => situation({ ...common, ...option }, folder)).toThrow(message);
});

test("a report names the file and the line, and ends with 1 when a finding stops", async () => {
  const output = join(folder, "report.json");
  const options = { ...common, class: "prod", format: "json" as const, output };
  expect(await policy({ files: [manifest], ...options }, folder)).toMatchObject({ exitCode: 1, output: "" });
  const { findings } = JSON.parse(readFileSync(output, "utf8")) as { findings: { rule: string; object: object }[] };
  expect(findings.find(({ rule }) => rule === "no-host-namespaces")?.object).toMatchObject({ file: manifest, line: 6 });
});

const workers = "kubernetes:apps/v1:StatefulSet";
const worker = (tag: string) => {
  const urn = `urn:pulumi:prod::dolphinpod::${workers}::worker`;
  const containers = [{ image: `apache/dolphinscheduler-worker:${tag}` }];
  return {
    urn,
    type: workers,
    modified: "2026-05-01T00:00:00Z",
    inputs: { spec: { template: { spec: { containers } } } },
  };
};
const step = { op: "update", urn: worker("").urn, oldState: worker("3.2.2"), newState: worker("3.4.2") };
const preview = file("preview.json", JSON.stringify({ steps: [step] }));
const staging = file("staging.json", JSON.stringify({ deployment: { resources: [worker("3.4.2")] } }));

test.each([
  ["nobody shows", {}, "prod", 1],
  ["nobody shows", {}, "dev", 0],
  ["has run it", { staging }, "prod", 0],
])("a version of a staging that %s (%j) in class %s ends with %d", async (_, shown, environmentClass, exitCode) => {
  const outcome = await policyChange({ ...common, ...shown, class: environmentClass, preview }, folder);
  expect(outcome.exitCode).toBe(exitCode);
  expect(outcome.output.includes("production-follows-staging")).toBe(exitCode === 1);
});

test("a file that cannot be read is named", () => {
  expect(() => readObjects([file("broken.json", "{")])).toThrow(/broken\.json/);
  expect(() => readObjects([file("broken.yaml", "a: [")])).toThrow(/broken\.yaml/);
});

test.each([
  ["nothing", "nothing.yaml", ""],
  ["YAML that is no object", "values.yaml", "replicas: 3\n"],
  ["a state without resources", "empty.json", '{"deployment": {}}'],
  ["an empty list", "none.json", "[]"],
])("what holds %s is no pass", (_, name, text) => {
  const empty = file(name, text);
  expect(() => readObjects([manifest, empty])).toThrow(`${empty}: received no object, allowed manifests`);
});
