import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { move } from "../../cli/commands/move.ts";
import { planMove } from "../../delivery/move/index.ts";
import type { Run } from "../../delivery/run.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";

const type = "dolphinpod:scheduler:Scheduler";
const component = { type, urn: `urn:pulumi:s::p::${type}::ds` };
const chart = { parent: component.urn, urn: `urn:pulumi:s::p::${type}$kubernetes:helm.sh/v4:Chart::ds` };
const metadata = (name: string, labels = {}) => ({ labels, name, namespace: "data" });
const worker = {
  inputs: {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: metadata("ds-worker", { "app.kubernetes.io/managed-by": "Helm" }),
  },
  outputs: { __fieldManager: "pulumi-kubernetes-1" },
  parent: chart.urn,
  urn: "urn:worker",
};
const account = {
  inputs: { apiVersion: "v1", kind: "ServiceAccount", metadata: metadata("ds") },
  parent: chart.urn,
  urn: "urn:account",
};
const release = (atomic: boolean) => ({
  inputs: { atomic },
  parent: component.urn,
  urn: `urn:pulumi:s::p::${type}$kubernetes:helm.sh/v3:Release::ds`,
});
const asObjects = [component, chart, worker, account];

interface World {
  readonly resources: readonly object[];
  readonly helmKnows?: boolean;
  readonly upToDate?: boolean;
  readonly pending?: readonly object[];
}

/** A Pulumi and a kubectl that note what they are asked. */
function world({ helmKnows = false, pending = [], resources, upToDate = true }: World) {
  const calls: string[] = [];
  const run: Run = async (command, args, env) => {
    const settings = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value} `);
    calls.push(`${settings.join("")}${command} ${args.join(" ")}`.replace(/\/\S+state\.json/, "STATE"));
    const said = (stdout: string) => ({ code: 0, stdout });
    if (args.includes("export"))
      return said(JSON.stringify({ deployment: { pending_operations: pending, resources } }));
    if (args.includes("--expect-no-changes")) return { code: upToDate ? 0 : 1, stdout: "" };
    if (args.includes("get") && args.includes("secrets"))
      return said(helmKnows ? "secret/sh.helm.release.v1.ds.v1\n" : "");
    if (args.includes("get")) {
      const managers = ["helm", "pulumi-kubernetes-0", "pulumi-kubernetes-1", "kube-controller-manager"];
      const managedFields = managers.map((manager) => ({ manager }));
      return said(JSON.stringify({ metadata: { managedFields, resourceVersion: "7" } }));
    }
    return said("");
  };
  return { calls, run };
}

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-move-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const specOf = (delivery: string, more = {}) =>
  resolveOrThrow({ class: "dev", name: "ds", namespace: "data", scheduler: { delivery }, ...more }).spec;
async function plan(to: "objects" | "release", now: "objects" | "release", it: World) {
  const { calls, run } = world(it);
  const made = await planMove({ folder, run, spec: specOf(now), stack: "dev", to });
  return { calls, titles: made.kind === "steps" ? made.steps.map(({ title }) => title.split(/[:;]/)[0]) : made.reason };
}

const begin = ["Mark the objects as the release's", "Take each of them out of Pulumi's state"];
const install = ["Write delivery", "Update", "Update once more, with the usual settings", "Preview"];
const takeOver = [
  "Write delivery",
  "Update",
  "Take Helm's marks off the objects, and delete its records of the release, with kubectl",
  "Update once more, with the usual settings",
  "Preview",
];

test.each<[string, "objects" | "release", "objects" | "release", World, string[] | string]>([
  ["objects become a release", "release", "objects", { resources: asObjects }, [...begin, ...install]],
  ["one that lost its objects goes on", "release", "objects", { resources: [component] }, install],
  [
    "one that was not finished ends",
    "release",
    "release",
    { resources: [component, release(false)] },
    install.slice(2),
  ],
  ["a release stays one", "release", "release", { resources: [component, release(true)] }, "dev is a release already."],
  [
    "a release becomes objects",
    "objects",
    "release",
    { helmKnows: true, resources: [component, release(true)] },
    ["Take the release out of Pulumi's state", ...takeOver],
  ],
  ["one that lost its release goes on", "objects", "release", { helmKnows: true, resources: [component] }, takeOver],
  [
    "one that Helm still knows ends",
    "objects",
    "objects",
    { helmKnows: true, resources: asObjects },
    takeOver.slice(1),
  ],
  ["objects stay objects", "objects", "objects", { resources: asObjects }, "dev is objects already."],
])("%s", async (_, to, now, it, expected) => {
  expect((await plan(to, now, it)).titles).toEqual(expected);
});

test.each<[string, "objects" | "release", "objects" | "release", World, RegExp]>([
  [
    "an interrupted update comes first",
    "release",
    "objects",
    { pending: [{}], resources: asObjects },
    /pulumi refresh/,
  ],
  ["a stack without a scheduler has none to move", "release", "objects", { resources: [] }, /no scheduler yet/],
  [
    "what is not up to date is not moved",
    "release",
    "objects",
    { resources: asObjects, upToDate: false },
    /bring it up to date/,
  ],
  [
    "a file that is ahead is put back first",
    "release",
    "release",
    { resources: asObjects },
    /says delivery: release already/,
  ],
  [
    "the other direction is finished first",
    "release",
    "objects",
    { helmKnows: true, resources: [component] },
    /with --to objects/,
  ],
])("refused: %s", async (_, to, now, it, reason) => {
  expect((await plan(to, now, it)).titles).toEqual(expect.stringMatching(reason));
});

const stackFile = (delivery: string) =>
  `config:\n  dolphinpod:class: dev\n  dolphinpod:name: ds\n  dolphinpod:namespace: data\n  dolphinpod:cluster: { context: lab }\n  dolphinpod:scheduler: { delivery: ${delivery} }\n`;
const write = (delivery: string) => writeFileSync(join(folder, "Pulumi.dev.yaml"), stackFile(delivery));
const read = () => readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");

test("to a release: marks, state, file, an installation that deletes nothing when it fails, and the usual again", async () => {
  write("objects");
  const { calls, run } = world({ resources: asObjects });
  expect(await move({ stack: "dev", to: "release", yes: true }, folder, run)).toMatchObject({ exitCode: 0 });
  const kubectl = "kubectl --context lab --namespace data";
  const names = "StatefulSet.v1.apps/ds-worker ServiceAccount.v1./ds";
  expect(calls).toEqual([
    "pulumi stack export --stack dev",
    "pulumi preview --non-interactive --expect-no-changes --stack dev",
    `${kubectl} label --overwrite --field-manager=helm ${names} app.kubernetes.io/managed-by=Helm`,
    `${kubectl} annotate --overwrite --field-manager=helm ${names} meta.helm.sh/release-name=ds meta.helm.sh/release-namespace=data`,
    "pulumi stack import --file STATE --stack dev",
    "DOLPHINPOD_MOVE=adopt pulumi up --yes --skip-preview --non-interactive --stack dev",
    "pulumi up --yes --skip-preview --non-interactive --stack dev",
    "pulumi preview --non-interactive --expect-no-changes --stack dev",
  ]);
  expect(read()).toBe(stackFile("release"));
});

test("a release that keeps what failed needs no second revision to be what its file says", async () => {
  const { run } = world({ resources: [component, release(false)] });
  const spec = specOf("release", { scheduler: { delivery: "release", onFailure: "stop" } });
  expect(await planMove({ folder, run, spec, stack: "dev", to: "release" })).toMatchObject({ kind: "done" });
});

test("to objects: Helm's marks and fields go where Pulumi has taken over, its records last", async () => {
  write("objects");
  const { calls, run } = world({ helmKnows: true, resources: asObjects });
  expect(await move({ stack: "dev", to: "objects", yes: true }, folder, run)).toMatchObject({ exitCode: 0 });
  const kubectl = "kubectl --context lab --namespace data";
  const staying = JSON.stringify([
    { op: "test", path: "/metadata/resourceVersion", value: "7" },
    {
      op: "replace",
      path: "/metadata/managedFields",
      value: [{ manager: "pulumi-kubernetes-1" }, { manager: "kube-controller-manager" }],
    },
  ]);
  expect(calls.slice(2)).toEqual([
    "PULUMI_K8S_UPSERT_EXISTING_OBJECTS=true pulumi up --yes --skip-preview --non-interactive --stack dev",
    "pulumi stack export --stack dev",
    `${kubectl} annotate StatefulSet.v1.apps/ds-worker ServiceAccount.v1./ds meta.helm.sh/release-name- meta.helm.sh/release-namespace-`,
    `${kubectl} label ServiceAccount.v1./ds app.kubernetes.io/managed-by-`,
    `${kubectl} get StatefulSet.v1.apps/ds-worker --output=json --show-managed-fields`,
    `${kubectl} patch StatefulSet.v1.apps/ds-worker --type=json --patch ${staying}`,
    `${kubectl} get ServiceAccount.v1./ds --output=json --show-managed-fields`,
    expect.stringContaining(`${kubectl} patch ServiceAccount.v1./ds --type=json`),
    `${kubectl} delete secrets --selector owner=helm,name=ds`,
    "pulumi up --yes --skip-preview --non-interactive --refresh --stack dev",
    "pulumi preview --non-interactive --expect-no-changes --stack dev",
  ]);
});

test("a step that fails is named, with what to do next, and no later step is taken", async () => {
  write("objects");
  const { calls, run } = world({ resources: asObjects });
  const failing: Run = (command, args, env) =>
    args.includes("annotate") ? Promise.resolve({ code: 1, stdout: "" }) : run(command, args, env);
  const { data, errors, exitCode } = await move({ stack: "dev", to: "release", yes: true }, folder, failing);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/^Step 1 failed: kubectl annotate failed; see above\.\n\n.*give the command once more/);
  expect(data).toMatchObject({ done: false, failed: expect.stringContaining("Mark the objects") });
  expect(calls.some((call) => call.includes("import"))).toBe(false);
  expect(read()).toBe(stackFile("objects"));
});

test("without --yes nothing but looking is done", async () => {
  write("objects");
  const { calls, run } = world({ resources: asObjects });
  const { data, output } = await move({ stack: "dev", to: "release" }, folder, run);
  expect(output).toContain("2 objects of the scheduler in namespace data change hands");
  expect(data).toMatchObject({ done: false, steps: expect.arrayContaining([expect.stringContaining("Update")]) });
  expect(calls).toEqual([
    "pulumi stack export --stack dev",
    "pulumi preview --non-interactive --expect-no-changes --stack dev",
  ]);
});

test("a stack that is not there is told with those that are", async () => {
  const { run } = world({ resources: [] });
  expect(await move({ stack: "nowhere", to: "release" }, folder, run)).toMatchObject({
    errors: "No file Pulumi.nowhere.yaml: there are dev.",
    exitCode: 64,
  });
});
