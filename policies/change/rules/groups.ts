import type { ChangeView } from "../../core/change.ts";
import type { Field } from "../../core/field.ts";
import { matches } from "../../core/glob.ts";
import type { ChangeRule } from "../../core/rule.ts";
import { type Size, sizes } from "./sizes.ts";

const text = { pack: "change-safety", star: true, scope: "change" } as const;

/** Whether nothing of it is left for a while: deleted, made again, scaled to none. */
const goesAway = ({ after, before, change: { operation } }: Size) =>
  operation === "delete" || operation === "replace" || (before > 0 && after === 0);

const podsChange = ({ before, after }: ChangeView) => {
  const [was, is] = [before, after].map((it) => it?.at("spec", "template"));
  return was !== undefined && is !== undefined && differs(was, is);
};

const keysOf = (field: Field) => [...field.keys, ...field.items.keys()];

/** Whether two places differ for certain: what is not known yet may be what it was. */
function differs(was: Field, is: Field): boolean {
  if (was.unknown || is.unknown) return false;
  const keys = new Set([...keysOf(was), ...keysOf(is)]);
  if (keys.size === 0) return JSON.stringify(was.value) !== JSON.stringify(is.value);
  return [...keys].some((key) => differs(was.at(key), is.at(key)));
}

export const notAllMastersAtOnce: ChangeRule = {
  ...text,
  id: "not-all-masters-at-once",
  title: "One update never takes all masters away",
  severity: "critical",
  why: "Without a master nothing is scheduled and nothing is failed over: Uber's manager forbids the same of NameNodes.",
  remediation: "Let the StatefulSet roll, or change master groups one after the other.",
  link: "https://www.uber.com/blog/hadoop-container-blog/",
  origin: "B3",
  evaluate: (changes) => {
    const masters = sizes(changes).filter(({ role }) => role === "master");
    const gone = masters.filter(goesAway);
    const rolled = masters.filter(({ change }) => change.operation === "update" && podsChange(change));
    const allGone = masters.length > 0 && gone.length === masters.length;
    const allRolled = masters.length > 1 && gone.length + rolled.length === masters.length;
    if (!allGone && !allRolled) return [];
    return (allGone ? gone : rolled).map(({ change: { object, operation } }) => {
      const received = `${operation} of every master at once`;
      return { object, at: object.root, received, allowed: "masters one after the other", fix: "Split the update." };
    });
  },
};

export const registryOneMemberAtATime: ChangeRule = {
  ...text,
  id: "registry-one-member-at-a-time",
  title: "One update takes at most one member of the registry away",
  severity: "critical",
  why: "Two of three members gone is a lost majority, and all servers stop.",
  remediation: "Lower members one at a time and wait for the others to agree in between.",
  link: "https://zookeeper.apache.org/doc/current/zookeeperReconfig.html",
  origin: "B3",
  evaluate: (changes) =>
    sizes(changes)
      .filter(({ role }) => role === "registry")
      .filter((it) => goesAway(it) || it.before - it.after > 1)
      .map(({ after, at, before, change: { object, operation } }) => {
        const isDeleted = operation === "delete";
        const received = isDeleted ? "a delete of all members" : `${before} members, then ${after} (${operation})`;
        return { object, at, received, allowed: "one member less", fix: "Go down by one." };
      }),
};

export const haPairNotChangedTogether: ChangeRule = {
  ...text,
  id: "ha-pair-not-changed-together",
  title: "Both halves of a pair are never changed at once",
  severity: "critical",
  why: "The second half is what serves while the first restarts.",
  remediation: "Change one half, wait until it serves again, then the other.",
  link: "https://www.uber.com/blog/hadoop-container-blog/",
  origin: "B3",
  parameters: ["haPairs"],
  evaluate: (changes, { parameters: { haPairs } }) =>
    haPairs.flatMap((pair) => {
      const changed = changes.changed.filter(({ operation }) => operation !== "create");
      const halves = pair
        .map((pattern) => changed.filter(({ object }) => matches(pattern, object.name)))
        .filter((half) => half.length > 0);
      const touched = [...new Set(halves.flat())];
      if (halves.length < 2 || touched.length < 2) return [];
      const names = touched.map(({ object }) => object.name).join(", ");
      return touched.map(({ object }) => {
        return {
          object,
          at: object.root,
          received: `a change of ${names} at once`,
          allowed: "one of them",
          fix: "Split it.",
        };
      });
    }),
};

export const groupRules = [notAllMastersAtOnce, registryOneMemberAtATime, haPairNotChangedTogether];
