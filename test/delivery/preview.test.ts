import { readFindings, together } from "../../delivery/comment/findings.ts";
import { costOf } from "../../delivery/preview/cost.ts";
import { differences } from "../../delivery/preview/difference.ts";
import { planDigest } from "../../delivery/preview/digest.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { recorded, thousand } from "./previews.ts";

const object = (type: string, properties: object): PolicyObject => ({ type, name: "x", protect: false, properties });
const deployment = (properties: object) => object("kubernetes:apps/v1:Deployment", properties);
const changed = (before: object, after: object) =>
  differences(deployment(before), deployment(after)).map(({ path, before: was, after: is }) => [path, was, is]);

const env = (...variables: readonly (readonly [string, string])[]) => ({
  env: variables.map(([name, value]) => ({ name, value })),
});

describe("differences", () => {
  test("a variable that is put before others is one change", () => {
    expect(changed(env(["B", "1"]), env(["A", "0"], ["B", "1"]))).toEqual([
      ["env[A]", undefined, '{"name":"A","value":"0"}'],
    ]);
  });

  test("a value behind a telling name is hidden, alone and inside of what is added", () => {
    expect(changed(env(["DB_PASSWORD", "a"]), env(["DB_PASSWORD", "b"]))).toEqual([
      ["env[DB_PASSWORD].value", "[secret]", "[secret]"],
    ]);
    expect(changed({}, env(["DB_PASSWORD", "b"]))).toEqual([
      ["env", undefined, '[{"name":"DB_PASSWORD","value":"[secret]"}]'],
    ]);
  });

  test("every text of a list behind a telling name is hidden, alone and inside of what is added", () => {
    expect(changed({}, { passwords: ["a", 1] })).toEqual([["passwords", undefined, '["[secret]",1]']]);
    expect(changed({}, { user: { tokens: ["a"], name: "b" } })).toEqual([
      ["user", undefined, '{"tokens":["[secret]"],"name":"b"}'],
    ]);
  });

  test("the name of a Secret is no secret", () => {
    expect(changed({ secretName: "a" }, { secretName: "b" })).toEqual([["secretName", '"a"', '"b"']]);
  });

  test("a Secret shows which keys it has, and none of their values", () => {
    const secret = (data: object) => object("kubernetes:core/v1:Secret", { data });
    expect(differences(secret({ user: "YQ==" }), secret({ user: "Yg==", more: "Yw==" }))).toEqual([
      { path: "data.more", before: undefined, after: "[secret]" },
    ]);
  });

  test("a secret that the engine says changed is told, though both look alike", () => {
    const sealed = deployment({ data: "[secret]" });
    expect(differences(sealed, sealed, ["data.password"])).toEqual([
      { path: "data.password", before: "[secret]", after: "[secret]" },
    ]);
  });

  test("a long value is cut, and says how long it is", () => {
    expect(changed({ a: "" }, { a: "x".repeat(1000) })[0]?.[2]).toMatch(/^"x{239}… \(1002 characters\)$/);
  });
});

describe("cost", () => {
  const resources = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });
  const pods = (spec: object) => ({ template: { spec } });

  test("a workload costs its replicas, each with what runs at once or the largest step before, and its volumes", () => {
    const spec = {
      replicas: 3,
      ...pods({
        initContainers: [resources("2", "1Gi"), { ...resources("100m", "1Gi"), restartPolicy: "Always" }],
        containers: [resources("500m", "2Gi"), { resources: { limits: { cpu: 1, memory: "1Gi" } } }],
      }),
      volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "10Gi" } } } }],
    };
    expect(costOf([object("kubernetes:apps/v1:StatefulSet", { spec })])).toEqual({
      pods: 3,
      cpu: 6,
      memory: 12 * 2 ** 30,
      storage: 30 * 2 ** 30,
      unknown: 0,
    });
  });

  test("what a scaler owns counts with its least replicas", () => {
    const metadata = { name: "api", namespace: "data" };
    const scaler = { metadata, spec: { scaleTargetRef: { kind: "Deployment", name: "api" }, minReplicas: 4 } };
    const api = deployment({ metadata, spec: pods({ containers: [resources("1", "1Gi")] }) });
    expect(costOf([api, object("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", scaler)])).toMatchObject({
      pods: 4,
    });
  });

  test("the operator's database and the disk of one in AWS count too", () => {
    const spec = { instances: 3, storage: { size: "20Gi" }, resources: { requests: { cpu: "1", memory: "4Gi" } } };
    const cluster = object("kubernetes:postgresql.cnpg.io/v1:Cluster", { spec });
    const disk = object("aws:rds/instance:Instance", { allocatedStorage: 100 });
    expect(costOf([cluster, disk])).toMatchObject({ pods: 3, cpu: 3, storage: 160 * 2 ** 30 });
  });
});

test("with the state of the stack the sums are those of the whole", () => {
  const { changes, extent } = readPreview(recorded("delete"), "p", [
    {
      ...deployment({ spec: { replicas: 2 } }),
      urn: "urn:pulumi:dev::dolphinpod::kubernetes:apps/v1:Deployment::other",
    },
  ]);
  expect(extent).toBe("whole");
  expect(changes.at(-1)).toMatchObject({ operation: "same", title: "Deployment x" });
});

test("a replaced resource shows what forces it, and what it was", () => {
  const [replaced] = readPreview(recorded("replace"), "p").changes.filter(({ operation }) => operation === "replace");
  expect(replaced).toMatchObject({
    before: expect.anything(),
    component: "Scheduler dolphinscheduler",
    deletion: "object",
    holdsData: true,
    told: { forced: ["spec.volumeClaimTemplates[0].spec.resources.requests.storage"] },
  });
});

test("another document is refused by its name", () => {
  expect(() => readPreview({ resources: [] }, "x.json")).toThrow("x.json is no output of pulumi preview --json.");
  expect(() => readFindings({}, "x.json")).toThrow("x.json is no report of npm run policy");
});

test("a plan's digest depends on what changes, and on nothing else", () => {
  const shuffled = { steps: (thousand.steps as object[]).toReversed(), duration: 5, diagnostics: [] };
  const digest = planDigest(readPreview(thousand, "p"));
  expect(planDigest(readPreview(shuffled, "p"))).toBe(digest);
  expect(planDigest(readPreview({ steps: thousand.steps.slice(1) }, "p"))).not.toBe(digest);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test("reports of both formats are read, and what two of them say twice is said once", () => {
  const place = { type: "kubernetes:apps/v1:Deployment", name: "api" };
  const json = {
    findings: [{ rule: "a", level: "mandatory", object: place, path: "p", received: "r", allowed: "s", fix: "Mend." }],
    exempted: [{ rule: "b", object: place, expires: "2026-12-31", owner: "data", reason: "planned for now" }],
    notEvaluated: [{ rule: "c", path: "" }],
  };
  const sarif = {
    runs: [
      {
        results: [
          { ruleId: "a", level: "error", message: { text: "Deployment api: p: received r, allowed s. Mend." } },
          { ruleId: "b", level: "note", message: { text: "" }, suppressions: [{ justification: "planned" }] },
        ],
      },
    ],
  };
  expect(together([readFindings(json, "a"), readFindings(sarif, "b")])).toEqual({
    findings: [{ rule: "a", effect: "stops", text: "Deployment api: p: received r, allowed s. Mend." }],
    exemptions: [
      { rule: "b", object: "Deployment api", text: "until 2026-12-31, data: planned for now" },
      { rule: "b", object: "", text: "planned" },
    ],
    notEvaluated: ["c"],
  });
});
