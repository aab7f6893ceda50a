import { judge } from "../../policies/core/judge.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { changed } from "../../policies/examples/example.ts";
import { rules } from "../../policies/rules/index.ts";
import { settingsOf } from "../../policies/settings.ts";
import { stackFile } from "../../policies/stack-file.ts";
import { fired } from "../policies/judging.ts";
import { production, productionFile } from "../policies/production.ts";
import type { Protection } from "./protection.ts";
import { others, protections, unprotected } from "./protections.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const { config } = stackFile(productionFile, "Pulumi.prod.yaml");
const settings = settingsOf(config, new Date("2026-12-01T12:00:00Z"));

let objects: readonly PolicyObject[] = [];
beforeAll(async () => {
  objects = await production();
});

const inAws = () => objects.filter(({ type }) => type.startsWith("aws:"));

function protectedBy({ resource }: Pick<Protection, "resource">): PolicyObject {
  const [found, ...more] = inAws().filter(({ name }) => name === `dolphinscheduler${resource}`);
  if (found === undefined || more.length > 0) throw new Error(`${more.length + 1} resources: ${resource}`);
  return found;
}

const argumentsOf = ({ properties }: PolicyObject) => properties as Readonly<Record<string, unknown>>;

test.each(protections.map((it) => [it.resource, it.argument, it] as const))(
  "production's %s is registered with its protection by %s",
  (_, argument, protection) => {
    expect(argumentsOf(protectedBy(protection))[argument]).toEqual(protection.value);
  },
);

test("every argument in AWS protects, and is pinned above, or is known to protect nothing", () => {
  const forgotten = inAws().flatMap((object) =>
    Object.keys(argumentsOf(object))
      .filter((argument) => {
        const pinned = protections.some((it) => it.argument === argument && protectedBy(it) === object);
        return !pinned && !others[object.type.slice("aws:".length)]?.includes(argument);
      })
      .map((argument) => `${object.type} ${object.name} ${argument}`),
  );
  expect(forgotten).toEqual([]);
});

test("no argument is said to protect nothing where it does, or is no longer there", () => {
  const registered = inAws().flatMap((object) =>
    Object.keys(argumentsOf(object)).map((argument) => `${object.type.slice("aws:".length)} ${argument}`),
  );
  const said = Object.entries(others).flatMap(([type, names]) => names.map((argument) => `${type} ${argument}`));
  expect(said.filter((it) => !registered.includes(it))).toEqual([]);
  const pinned = new Set(protections.map((it) => `${protectedBy(it).type.slice("aws:".length)} ${it.argument}`));
  expect(said.filter((it) => pinned.has(it))).toEqual([]);
});

test("everything in AWS refuses to be deleted but what holds no data", () => {
  const open = inAws().filter((object) => !object.protect);
  expect(open.map(({ name }) => name.replace(/^dolphinscheduler(-database|-object-store)?/, "")).sort()).toEqual(
    [...unprotected].sort(),
  );
});

/** Which rules say something once an argument is another. */
function found(protection: Protection, setting: readonly [string, unknown?]): string[] {
  const before = protectedBy(protection);
  const after = changed(before, [setting]);
  return fired(
    judge(
      objects.map((it) => (it === before ? after : it)),
      rules,
      settings,
    ),
  );
}

const spoken = (rule: string) => (rule === "none" ? [] : [rule]);

test.each(protections.map((it) => [it.resource, it.argument, it.missing, it] as const))(
  "without %s's %s, what speaks is: %s",
  (_, argument, rule, protection) => {
    expect(found(protection, [argument])).toEqual(spoken(rule));
  },
);

const weakened = protections.flatMap((it) => (it.weaker ?? []).map(([value, rule]) => ({ it, rule, value })));

test.each(weakened.map((it) => [it.it.resource, it.it.argument, JSON.stringify(it.value), it.rule, it] as const))(
  "with %s's %s as %s, what speaks is: %s",
  (_, argument, __, rule, { it, value }) => {
    expect(value).not.toEqual(it.value);
    expect(found(it, [argument, value])).toEqual(spoken(rule));
  },
);
