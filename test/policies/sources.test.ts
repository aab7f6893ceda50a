import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { judgeObjects } from "../../delivery/judge.ts";
import { objects } from "../../policies/examples/environment.ts";
import { changed } from "../../policies/examples/example.ts";
import { readObjects } from "../../policies/sources/read.ts";
import { previewSteps } from "../../policies/sources/state.ts";
import { fired, judged } from "./judging.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-sources-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { name, properties, type } = changed(objects.worker, [["spec.replicas", 60]]);
const urn = `urn:pulumi:prod::dolphinpod::${type}::${name}`;
const state = { urn, type, custom: true, inputs: properties };

/** What another resource of the same state must not disturb. */
const gone = { ...state, urn: `${urn}-old`, delete: true };

const forms: readonly (readonly [what: string, file: string, text: string])[] = [
  ["a manifest", "pod.yaml", stringify(properties)],
  ["a list of manifests", "list.yml", stringify({ apiVersion: "v1", kind: "List", items: [properties] })],
  ["a manifest whose name is written large", "LOUD.YAML", stringify(properties)],
  ["a list without a kind", "array.yaml", stringify([properties])],
  ["a list without a kind in JSON", "array.json", JSON.stringify([properties])],
  ["a manifest in JSON", "pod.json", JSON.stringify(properties)],
  ["a preview", "preview.json", JSON.stringify({ steps: [{ op: "create", urn, newState: state }] })],
  ["an exported state", "export.json", JSON.stringify({ version: 3, deployment: { resources: [state, gone] } })],
];

test.each(forms)("the same rules find the same in %s", (_, file, text) => {
  const path = join(folder, file);
  writeFileSync(path, text);
  const read = readObjects([path]);
  expect(read).toHaveLength(1);
  expect(read[0]?.file).toBe(path);
  expect(fired(judged(read))).toContain("replicas-within-role-limits");
});

test("a manifest is read as kubectl reads it", () => {
  const path = join(folder, "old.yaml");
  const spec =
    "privileged: yes, hostNetwork: on, replicas: 1_000, defaultMode: 0400, at: 10:30, day: 2026-12-31, off: No";
  writeFileSync(path, `{ apiVersion: v1, kind: Pod, spec: { ${spec} } }`.replace("{", "---\n{"));
  expect(readObjects([path])[0]?.properties).toMatchObject({
    spec: { at: "10:30", day: "2026-12-31", defaultMode: 256, hostNetwork: true, privileged: true, replicas: 1000 },
  });
  rmSync(path);
});

test("what a step replaces is what was before it, though the engine marks it as on its way out", () => {
  const steps = [{ op: "replace", urn, oldState: { ...state, delete: true }, newState: state }];
  expect(previewSteps({ steps })).toEqual([
    expect.objectContaining({ before: expect.objectContaining({ urn, properties }), op: "replace" }),
  ]);
});

test("a folder is all of its files", () => {
  expect(readObjects([folder])).toHaveLength(forms.length);
});

test("a check of a stack's objects finds it too, as strictly as the stack's class says", () => {
  writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: { dolphinpod:class: prod }\n");
  const inputs = properties as Record<string, unknown>;
  const rendered = { type, name, urn, component: "", inputs, protect: false, remote: false, retainOnDelete: false };
  const report = judgeObjects([rendered], "prod", folder);
  const found = report.findings.find(({ rule }) => rule.id === "replicas-within-role-limits");
  expect(found).toMatchObject({ level: "mandatory", received: "60", path: "spec.replicas" });
});
