import type { Report } from "../../policies/core/judge.ts";
import { judge } from "../../policies/core/judge.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { rules } from "../../policies/rules/index.ts";
import { settingsOf } from "../../policies/settings.ts";
import { stackFile } from "../../policies/stack-file.ts";
import { fired } from "../policies/judging.ts";
import { production, productionFile } from "../policies/production.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const settings = settingsOf(stackFile(productionFile, "Pulumi.prod.yaml").config, new Date("2026-12-01T12:00:00Z"));
const judged = (objects: readonly PolicyObject[]): Report => judge(objects, rules, settings);
const released = `${productionFile}  dolphinpod:scheduler: { delivery: release }\n`;

/** As a check shows it, and as a preview shows it to packs: without what Helm makes of the release. */
let checked: readonly PolicyObject[] = [];
let previewed: readonly PolicyObject[] = [];

const isReleased = ({ urn }: PolicyObject) => urn?.includes("helm.sh/v3:Release$") ?? false;
const changed = (name: string, properties: object) =>
  previewed.map((it) =>
    it.name === name ? { ...it, properties: { ...(it.properties as object), ...properties } } : it,
  );

beforeAll(async () => {
  checked = await production(released);
  previewed = checked.filter((object) => !isReleased(object));
});

test("production as a release has its objects in a check, and none of them in a preview", () => {
  expect(checked.filter(isReleased).length).toBeGreaterThan(10);
  expect(previewed.filter(({ type }) => type === "kubernetes:apps/v1:Deployment")).toEqual([]);
  expect(previewed.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")).toHaveLength(1);
});

test("nothing stands against it, neither in a check nor in a preview", () => {
  for (const objects of [checked, previewed]) {
    const { exempted, exemptions, findings } = judged(objects);
    expect(findings.map(({ object, path, rule }) => `${rule.id} ${object.name} ${path}`)).toEqual([]);
    expect(new Set(exempted.map(({ exemption }) => exemption))).toEqual(new Set(exemptions));
  }
});

test("what only the release's objects could answer is said to be open, and is decided in a check", () => {
  const open = (objects: readonly PolicyObject[]) =>
    judged(objects)
      .notEvaluated.filter(({ path }) => path === "the objects of the Helm release dolphinscheduler")
      .map(({ rule }) => rule.id)
      .sort();
  expect(open(previewed)).toEqual(["dangling-ingress", "dangling-network-policy", "hpa-target-exists"]);
  expect(open(checked)).toEqual([]);
});

test("a secret among the values is found", () => {
  const { properties } = previewed.find(({ type }) => type.endsWith(":Release")) ?? {};
  const { values } = properties as { readonly values: object };
  const objects = changed("dolphinscheduler", { values: { ...values, externalDatabase: { password: "Tq8vK2mXw0" } } });
  expect(fired(judged(objects))).toContain("no-plaintext-secrets-in-helm-values");
});

test("a mistake in an object of the release is found by a check", () => {
  const objects = checked.map((it) =>
    it.type.endsWith(":StatefulSet") && it.name.endsWith("-worker")
      ? {
          ...it,
          properties: JSON.parse(JSON.stringify(it.properties).replace(/"runAsNonRoot":true/g, '"runAsNonRoot":false')),
        }
      : it,
  );
  expect(fired(judged(objects))).toContain("run-as-non-root");
});

test("what is missing in another namespace than the release's is missing, and in a check everywhere", () => {
  const stray = (namespace: string): PolicyObject => ({
    name: "stray",
    properties: {
      metadata: { name: "stray", namespace },
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: "nobody" } } }] } }] },
    },
    protect: false,
    type: "kubernetes:networking.k8s.io/v1:Ingress",
  });
  const own = "dolphinscheduler-prod";
  expect(fired(judged([...previewed, stray("elsewhere")]))).toContain("dangling-ingress");
  expect(fired(judged([...previewed, stray(own)]))).not.toContain("dangling-ingress");
  expect(fired(judged([...checked, stray(own)]))).toContain("dangling-ingress");
});
