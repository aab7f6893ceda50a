import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { UNKNOWN } from "../../stacks/check/kubernetes/wire.ts";
import { InitFailed, type Operation } from "../lab/provider/protocol.ts";
import { ReleaseResources } from "../lab/provider/release.ts";
import type { Session } from "../lab/provider/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-helm-"));
const [log, answers] = [join(folder, "log"), join(folder, "answers.json")];

/** A helm that notes how it is called, and answers each of its commands as it is told to. */
const fake = `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const args = process.argv.slice(2);
const input = args.includes("-") ? readFileSync(0, "utf8") : "";
appendFileSync(${JSON.stringify(log)}, args.join(" ") + (input ? " < " + input : "") + "\\n");
const turns = JSON.parse(readFileSync(${JSON.stringify(answers)}, "utf8"))[args[0]] ?? [""];
const before = readFileSync(${JSON.stringify(log)}, "utf8").split("\\n").filter((line) => line.startsWith(args[0] + " ")).length;
const answer = turns[Math.min(before, turns.length) - 1];
if (answer.startsWith("Error: ")) { process.stderr.write(answer); process.exitCode = 1; } else process.stdout.write(answer);
`;
const chart = "name: dolphinscheduler-helm\nversion: 3.2.2\nappVersion: 3.2.2\n";
const missing = "Error: release: not found";
const status = (version: number, config: JsonObject, state = "deployed") =>
  JSON.stringify({
    config,
    info: { status: state },
    manifest: "kind: Service\napiVersion: v1\nmetadata: {name: a}\n",
    version,
  });

const helm = join(folder, "helm");
const before = process.env["DOLPHINPOD_HELM"];
beforeAll(() => {
  writeFileSync(helm, fake, { mode: 0o755 });
  process.env["DOLPHINPOD_HELM"] = helm;
});
afterAll(() => {
  if (before === undefined) delete process.env["DOLPHINPOD_HELM"];
  else process.env["DOLPHINPOD_HELM"] = before;
  rmSync(folder, { recursive: true, force: true });
});

function given(told: Record<string, readonly string[]> = {}) {
  writeFileSync(log, "");
  writeFileSync(answers, JSON.stringify({ show: [chart], ...told }));
  return new ReleaseResources({ namespace: "data", settings: { context: "lab" } } as Session);
}
const calls = () => readFileSync(log, "utf8").trim().split("\n");
const operation = (change: Partial<Operation> = {}): Operation => ({
  ignored: [],
  log: { status: () => {}, tell: () => {} },
  preview: false,
  signal: new AbortController().signal,
  timeout: 0,
  urn: "urn:pulumi:s::p::kubernetes:helm.sh/v3:Release::ds",
  ...change,
});

const inputs: JsonObject = {
  atomic: true,
  chart: "./chart",
  disableCRDHooks: true,
  disableWebhooks: true,
  maxHistory: 5,
  name: "ds",
  namespace: "data",
  postrender: "./post-renderer",
  timeout: 60,
  values: { a: 1 },
};

test("a check asks the chart for its version, fills in what is left out, and drops the SDK's own mark", async () => {
  const { inputs: checked } = await given().check(
    operation(),
    {},
    { chart: "./chart", compat: "true", name: "ds" },
    new Uint8Array(),
  );
  expect(checked).toEqual({ chart: "./chart", name: "ds", namespace: "data", timeout: 300, version: "3.2.2" });
  expect(calls()).toEqual(["show chart ./chart --kube-context lab"]);
});

test.each<[string, JsonObject, Record<string, readonly string[]>, RegExp]>([
  [
    "a repository",
    { repositoryOpts: { repo: "https://charts.example.com" } },
    {},
    /repositoryOpts: not supported by the lab's stand-in/,
  ],
  ["a chart that is not there", {}, { show: ['Error: path "./chart" not found'] }, /not found; check the chart name/],
])("refused before anything is done: %s", async (_, more, told, reason) => {
  const { failures } = await given(told).check(operation(), {}, { chart: "./chart", ...more }, new Uint8Array());
  expect(failures).toEqual([{ property: expect.stringMatching(/./), reason: expect.stringMatching(reason) }]);
});

test("a kubeconfig that is a file is helm's too, and one that is a text is refused", async () => {
  given();
  const session = (kubeconfig: string) => ({ namespace: "data", settings: { kubeconfig } }) as Session;
  await new ReleaseResources(session("/lab/kubeconfig")).check(operation(), {}, inputs, new Uint8Array());
  expect(calls()).toEqual(["show chart ./chart --kubeconfig /lab/kubeconfig"]);
  const { failures } = await new ReleaseResources(session("{}")).check(operation(), {}, inputs, new Uint8Array());
  expect(failures).toEqual([{ property: "", reason: expect.stringContaining("a file, not a text") }]);
});

test("a release is installed with the post-renderer, waits and without hooks, its values over a pipe", async () => {
  const resources = given({ status: [missing, status(1, { a: 1 })] });
  const { id, state } = await resources.create(operation(), inputs);
  expect(id).toBe("data/ds");
  expect(state).toMatchObject({
    resourceNames: { "Service/v1": ["a"] },
    status: { appVersion: "3.2.2", chart: "dolphinscheduler-helm", revision: 1, status: "deployed" },
    values: { a: 1 },
  });
  expect(calls()[1]).toBe(
    "install ds --namespace data ./chart --values - --timeout 60s --wait --atomic --post-renderer ./post-renderer " +
      '--no-hooks --kube-context lab < {"a":1}',
  );
});

test("an update keeps as many revisions as it is told", async () => {
  await given({ status: [status(1, {}), status(2, { a: 1 })] }).update(operation(), "data/ds", {}, inputs);
  expect(calls()[1]).toMatch(
    /^upgrade ds --namespace data \.\/chart .* --no-hooks --history-max 5 --kube-context lab </,
  );
});

test("a preview calls nobody and says what only Helm will know", async () => {
  const resources = given();
  const preview = operation({ preview: true });
  expect(await resources.create(preview, inputs)).toEqual({
    id: "",
    state: { ...inputs, resourceNames: UNKNOWN, status: UNKNOWN },
  });
  expect(await resources.update(preview, "data/ds", {}, inputs)).toMatchObject({ status: UNKNOWN });
  expect(calls()).toEqual([""]);
});

test("a failure that leaves a release behind leaves a resource; one that leaves none does not", async () => {
  const failing = { install: ["Error: timed out"] };
  const left = given({ ...failing, status: [missing, status(1, { a: 1 }, "failed")] });
  await expect(left.create(operation(), inputs)).rejects.toBeInstanceOf(InitFailed);
  const removed = given({ ...failing, status: [missing] }).create(operation(), inputs);
  await expect(removed).rejects.toThrow("helm install ds: timed out");
  await expect(removed).rejects.not.toBeInstanceOf(InitFailed);
});

test("values that Helm has otherwise, as after a rollback by hand, are a difference; its revision is none", async () => {
  const resources = given();
  const state = { ...inputs, status: { revision: 3 }, values: { a: 0 } };
  expect((await resources.diff(operation(), state, inputs, inputs)).differences).toEqual([
    { change: "update", path: ["values", "a"] },
  ]);
  expect((await resources.diff(operation(), { ...state, values: { a: 1 } }, inputs, inputs)).differences).toEqual([]);
});

test.each(["name", "namespace"])("another %s is another release", async (field) => {
  const { replaces } = await given().diff(operation(), inputs, inputs, { ...inputs, [field]: "other" });
  expect(replaces.map(({ path }) => path)).toEqual([[field]]);
});

test("a release that is gone is gone, and one that is there is read with its values", async () => {
  const chartOf = { status: { appVersion: "3.2.2", chart: "dolphinscheduler-helm" } };
  const there = given({ status: [status(4, { a: 2 })] });
  expect(await there.read(operation(), "data/ds", chartOf, inputs)).toMatchObject({
    inputs,
    state: { status: { chart: "dolphinscheduler-helm", revision: 4 }, values: { a: 2 } },
  });
  expect(await given({ status: [missing] }).read(operation(), "data/ds", {}, inputs)).toBeUndefined();
});

test("a release that goes is waited for", async () => {
  await given().delete(operation(), "data/ds", inputs);
  expect(calls()).toEqual(["uninstall ds --namespace data --wait --timeout 60s --kube-context lab"]);
});
