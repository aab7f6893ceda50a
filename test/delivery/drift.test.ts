import { drift } from "../../cli/commands/drift.ts";
import { driftReport, managersOf, placeOf } from "../../delivery/drift.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import type { Run } from "../../delivery/run.ts";
import { preview, step, thousand } from "./previews.ts";

const api = (replicas: number, component = "scheduler") => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "api",
  component,
  inputs: { metadata: { name: "api", namespace: "data" }, spec: { replicas } },
});
const refreshed = {
  ...preview(step("update", api(5), api(3).inputs), step("delete", { ...api(1), name: "gone" })),
  duration: 1,
};
const managed = {
  metadata: {
    managedFields: [
      { manager: "pulumi-kubernetes-1", operation: "Apply", time: "2026-01-03T00:00:00Z" },
      { manager: "old@hand", operation: "Update", time: "2026-01-01T00:00:00Z" },
      { manager: "kubectl-edit", operation: "Update", time: "2026-01-02T00:00:00Z" },
    ],
  },
};

test("an issue tells what differs, what is gone, and who changed it last, Pulumi itself aside", () => {
  const read = readPreview(refreshed, "refresh.json");
  const urn = read.changes[0]?.urn ?? "";
  const text = driftReport(read, new Map([[urn, managersOf(managed)]]));
  expect(text.split("\n")[0]).toBe("<!-- dolphinpod:drift:prod -->");
  expect(text).toContain("2 resources of <code>prod</code> are not as the last update left them.");
  expect(text).toContain("- spec.replicas: 3\n+ spec.replicas: 5");
  expect(text).toMatch(/<code>kubectl-edit<\/code> \(Update.*<code>old&#64;hand<\/code>/);
  expect(text).toMatch(/<code>Deployment data\/api<\/code>\*\* is gone/);
  expect(text).not.toContain("pulumi-kubernetes");
});

test("a thousand drifted resources fit into one issue, which counts the rest", () => {
  const text = driftReport(readPreview(thousand, "refresh.json"), new Map());
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toMatch(/\d+ more resources had no room here/);
});

test.each([
  ["kubernetes:apps/v1:Deployment", "Deployment.v1.apps"],
  ["kubernetes:core/v1:SecretPatch", "Secret"],
  ["kubernetes:networking.k8s.io/v1:NetworkPolicy", "NetworkPolicy.v1.networking.k8s.io"],
  ["aws:rds/instance:Instance", undefined],
])("%s is asked for as %s", (type, kind) => {
  const [change] = readPreview(preview(step("update", { ...api(1), type }, api(2).inputs)), "x").changes;
  expect(change && placeOf(change)?.kind).toBe(kind);
});

describe("the command", () => {
  const answering = (code: number, document: object): { run: Run; asked: string[] } => {
    const asked: string[] = [];
    const run: Run = async (command, args) => {
      asked.push([command, ...args].join(" "));
      return command === "pulumi"
        ? { code, stdout: JSON.stringify(document) }
        : { code: 0, stdout: JSON.stringify(managed) };
    };
    return { run, asked };
  };

  test("ends with 2 and the issue where something differs", async () => {
    const { asked, run } = answering(7, refreshed);
    expect(await drift({ stack: "prod", context: "eu" }, ".", run)).toMatchObject({ exitCode: 2 });
    expect(asked).toEqual([
      expect.stringContaining("refresh --stack prod --preview-only --expect-no-changes"),
      "kubectl get Deployment.v1.apps api --context eu --namespace data --show-managed-fields --output json",
    ]);
  });

  test("ends with 0 where nothing does, and with 1 where it cannot be told", async () => {
    expect(await drift({ stack: "prod" }, ".", answering(0, { duration: 1 }).run)).toMatchObject({ exitCode: 0 });
    const failed = { duration: 1, diagnostics: [{ severity: "error", message: "no cluster" }] };
    expect(await drift({ stack: "prod" }, ".", answering(1, failed).run)).toMatchObject({
      exitCode: 1,
      errors: "no cluster",
    });
  });
});
