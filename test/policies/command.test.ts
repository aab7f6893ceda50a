import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policy } from "../../cli/commands/policy.ts";
import { situation } from "../../policies/command.ts";
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

test.each([
  [{ stack: "live" }, "there is no Pulumi.live.yaml"],
  [{ today: "yesterday" }, "--today"],
  [{ config: file("wrong.json", '{"no-privileged": "strict"}') }, 'received "strict", allowed mandatory'],
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

test("a file that cannot be read is named", () => {
  expect(() => readObjects([file("broken.json", "{")])).toThrow(/broken\.json/);
  expect(() => readObjects([file("broken.yaml", "a: [")])).toThrow(/broken\.yaml/);
});
