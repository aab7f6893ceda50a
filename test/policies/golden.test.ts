import { type Judged, judge, type Settings } from "../../policies/core/judge.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { defaultParameters } from "../../policies/core/parameters.ts";
import { type ObjectName, objects } from "../../policies/examples/environment.ts";
import { changed, type Example } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { rules } from "../../policies/rules/index.ts";
import { counterpart, golden, renamed, settingsIn } from "./golden.ts";
import { wholeMistakes } from "./golden-mistakes.ts";
import { settings } from "./judging.ts";

type Objects = readonly PolicyObject[];
type Mistake = Pick<Example, "rule" | "parameters">;

function judged(objects: Objects, change: Partial<Settings> = {}) {
  return judge(objects, rules, settings({ environmentClass: "dev", levels: {}, ...change })).findings;
}

const named = ({ object, path, rule }: Judged) => `${rule.id} ${object.name} ${path}`;

/** Rules that find something after a mistake and did not before, judged as production: its rules speak too. */
function newlyFired(before: Objects, after: Objects, { rule, parameters }: Mistake): readonly string[] {
  const production = { environmentClass: "prod", levels: { [rule]: "mandatory" } } as const;
  const old = new Set(judged(before, production).map(named));
  const found = judged(after, { ...production, parameters: { ...defaultParameters(), ...parameters } });
  return [...new Set(found.filter((it) => !old.has(named(it))).map((it) => it.rule.id))].sort();
}

test.each(["dev", "full"])("no rule finds anything in the environment %s", (environment) => {
  expect(judged(golden(environment)).map(named)).toEqual([]);
});

const full = golden("full");

/** Mistakes that take more than the examples' one place here. */
const whole = new Set(wholeMistakes.map(({ rule }) => rule));

/** With the examples' objects of kinds that it lacks: monitors, a mesh's policies, a Helm release, AWS. */
const names = Object.keys(objects) as ObjectName[];
const missing = names.filter((name) => !counterpart(full, name)).map((name) => renamed(objects[name]));
const complete = [...full, ...missing];

test("no rule finds anything when what it lacks is added", () => {
  expect(judged(complete).map(named)).toEqual([]);
});

/** Mistakes that can be made in these objects as they are. */
const mutations = examples.flatMap((example) => {
  const { on, drop = [] } = example;
  const here = typeof on === "string" ? counterpart(complete, on) : on;
  const dropped = drop.map((name) => counterpart(complete, name));
  if (here === undefined || dropped.includes(undefined) || whole.has(example.rule)) return [];
  return [[`${example.rule} in ${here.name}`, example, here, dropped] as const];
});

test("every rule about objects has a mistake that is made in golden objects", () => {
  const made = new Set([...mutations.map(([, { rule }]) => rule), ...whole]);
  const aboutObjects = rules.filter(({ id, scope }) => scope !== "change" && !id.startsWith("exemption-"));
  expect(aboutObjects.map(({ id }) => id).filter((id) => !made.has(id))).toEqual([]);
});

test.each(mutations)("%s", (_, example, here, dropped) => {
  const protect = here.protect && !example.unprotected;
  const bad = { ...changed(here, settingsIn(here, example)), protect };
  const before = complete.includes(here) ? complete : [...complete, here];
  const kept = before.filter((it) => !dropped.includes(it)).map((it) => (it === here ? bad : it));
  const fired = newlyFired(before, [...kept, ...(example.add ?? []).map(renamed)], example);
  // What else the example breaks need not be in this environment.
  expect(fired).toContain(example.rule);
  expect([example.rule, ...(example.also ?? [])]).toEqual(expect.arrayContaining([...fired]));
});

test.each(wholeMistakes.map((it, index) => [`${it.rule} (${index})`, it] as const))("%s", (_, it) => {
  const ready = it.ready?.(full) ?? full;
  expect(judged(ready).map(named)).toEqual([]);
  expect(newlyFired(ready, it.mistake(ready), it)).toEqual([it.rule, ...(it.also ?? [])].sort());
});
