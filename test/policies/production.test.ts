import { acmeSolver } from "../../components/tls/objects.ts";
import { judge, type Report } from "../../policies/core/judge.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { changed } from "../../policies/examples/example.ts";
import { manifest } from "../../policies/examples/servers.ts";
import { rules } from "../../policies/rules/index.ts";
import { settingsOf } from "../../policies/settings.ts";
import { stackFile } from "../../policies/stack-file.ts";
import { fired } from "./judging.ts";
import { production, productionFile } from "./production.ts";
import { type Mistake, mistakes } from "./production-mistakes.ts";
import { dayTwoMistakes } from "./production-mistakes-day-two.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const { config } = stackFile(productionFile, "Pulumi.prod.yaml");
const settings = settingsOf(config, new Date("2026-12-01T12:00:00Z"));
const judged = (objects: readonly PolicyObject[]): Report => judge(objects, rules, settings);

let objects: readonly PolicyObject[] = [];

beforeAll(async () => {
  objects = await production();
});

test("nothing stands against the example of production but what its exemptions let pass", () => {
  const { exempted, exemptions, findings } = judged(objects);
  expect(objects.length).toBeGreaterThan(75);
  expect(settings.environmentClass).toBe("prod");
  expect(findings.map(({ object, path, rule }) => `${rule.id} ${object.name} ${path}`)).toEqual([]);
  expect(new Set(exempted.map(({ exemption }) => exemption))).toEqual(new Set(exemptions));
});

test("without its exemptions exactly their rules speak", () => {
  const report = judge(objects, rules, { ...settings, exemptions: [] });
  expect(fired(report)).toEqual(settings.exemptions.map(({ rule }) => rule));
});

test("a policy for the pods with which cert-manager answers an authority is none too many", () => {
  const spec = { podSelector: { matchLabels: acmeSolver.labels }, policyTypes: ["Ingress"] };
  const solver = manifest("networking.k8s.io/v1", "NetworkPolicy", "dolphinscheduler-acme-solver", { spec });
  expect(fired(judged([...objects, solver]))).toEqual([]);
});

test("every rule about AWS has a mistake that can be made in it", () => {
  const made = new Set(mistakes.map(({ rule }) => rule));
  const aws = rules.filter(({ pack }) => pack === "aws").map(({ id }) => id);
  expect(aws.filter((id) => !made.has(id))).toEqual(["iam-no-users-or-keys"]);
});

/** The one object that a mistake is made in. */
function target({ type, name }: Mistake): PolicyObject {
  const [found, ...others] = objects.filter((it) => it.type.endsWith(`:${type}`) && it.name.endsWith(name ?? ""));
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} objects: ${type} ${name}`);
  return found;
}

test.each([...mistakes, ...dayTwoMistakes].map((mistake) => [mistake.rule, mistake.what, mistake] as const))(
  "%s and no other rule finds: %s",
  (rule, _, mistake) => {
    const before = target(mistake);
    const after = mistake.drop
      ? []
      : [{ ...changed(before, mistake.set), ...(mistake.unprotected ? { protect: false } : {}) }];
    const report = judged([...objects.flatMap((it) => (it === before ? after : [it])), ...(mistake.add ?? [])]);
    expect(fired(report)).toEqual([rule]);
  },
);
