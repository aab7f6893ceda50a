import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { judge } from "../../policies/core/judge.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { defaultParameters } from "../../policies/core/parameters.ts";
import { roleOf } from "../../policies/core/roles.ts";
import { type ObjectName, objects } from "../../policies/examples/environment.ts";
import { changed, type Example } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { rules } from "../../policies/rules/index.ts";
import { manifests } from "../../policies/sources/manifests.ts";
import { fired, settings } from "./judging.ts";

/** Every object of an environment, as reviewed in test/golden. */
function golden(environment: string): readonly PolicyObject[] {
  const folder = join(__dirname, "../golden", environment);
  return readdirSync(folder).flatMap((file) => manifests(readFileSync(join(folder, file), "utf8"), file));
}

/** Golden environments are of class dev; the rules about production are shown to be quiet where that does not matter. */
const judged = (all: readonly PolicyObject[], example?: Example) =>
  judge(all, rules, {
    ...settings({ environmentClass: "dev", levels: {} }),
    parameters: { ...defaultParameters(), ...example?.parameters },
  });

test.each(["dev", "full"])("no rule finds anything in the environment %s", (environment) => {
  const found = judged(golden(environment)).findings.map(
    ({ rule, object, path }) => `${rule.id} ${object.name} ${path}`,
  );
  expect(found).toEqual([]);
});

const full = golden("full");

/** The golden object that stands where the example's does: of its kind and, for a workload, of its role. */
function counterpart(name: ObjectName): PolicyObject | undefined {
  const model = objects[name];
  const role = roleIn(model);
  return full.find(
    (it) => it.type === model.type && (role === undefined ? it.name.endsWith(tail(model)) : roleIn(it) === role),
  );
}

const tail = ({ name }: PolicyObject) => name.replace(/^dolphinscheduler/, "");

function roleIn({ properties, name }: PolicyObject) {
  const { metadata, spec } = properties as {
    metadata?: { labels?: object };
    spec?: { template?: { metadata?: { labels?: object } } };
  };
  return roleOf({
    labels: {
      ...spec?.template?.metadata?.labels,
      ...metadata?.labels,
      "app.kubernetes.io/part-of": "dolphinscheduler",
    },
    name,
    images: [],
  });
}

/**
 * Mistakes that are none there: of production only, of a mesh or of roles in AWS, which this environment has not, or
 * because it says the same in a second place (each container its profile, each workload two ways to spread).
 */
const noMistakeHere = new Set([
  "external-database-in-production",
  "mesh-injection-coverage",
  "mesh-opaque-ports-for-database-and-registry",
  "one-role-per-component",
  "seccomp-runtime-default",
  "spread-across-nodes",
]);

/** Mistakes that can be made in the golden objects as they are: by place, and not by what only the examples have. */
const mutations = examples.flatMap((example) => {
  const { on, set = [], add, drop } = example;
  if (typeof on !== "string" || set.length === 0 || add || drop || noMistakeHere.has(example.rule)) return [];
  const [[path] = [""]] = set;
  const here = counterpart(on);
  const isListEntry = /env\.\d|volumes\.\d|volumeClaimTemplates|env$/.test(String(path));
  return here && !isListEntry ? [[`${example.rule} in ${here.name}`, example, here] as const] : [];
});

test("many mistakes are made in the golden objects", () => {
  expect(new Set(mutations.map(([, { rule }]) => rule)).size).toBeGreaterThan(35);
});

test.each(mutations)("%s", (_, example, here) => {
  const bad = changed(here, example.set);
  const report = judged(
    full.map((it) => (it === here ? bad : it)),
    example,
  );
  const found = fired(report);
  const production = ["priority-class-set", "image-digest-pinned"].includes(example.rule);
  if (!production) expect(found).toContain(example.rule);
  expect(found.filter((rule) => rule !== example.rule && !(example.also ?? []).includes(rule))).toEqual([]);
});
