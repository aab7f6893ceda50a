import type { ChangeView } from "../../core/change.ts";
import type { Field } from "../../core/field.ts";
import { matches } from "../../core/glob.ts";
import type { ChangeRule } from "../../core/rule.ts";
import { deployment, statefulSet } from "../../core/types.ts";

const text = { pack: "change-safety", star: true, scope: "change" } as const;

export const isWorkload = ({ object }: ChangeView) => [statefulSet, deployment].includes(object.type);

export const replicas = (view: ChangeView["before"]) => view?.at("spec", "replicas").number ?? (view ? 1 : 0);

/** Whether nothing of it is left for a while: deleted, made again, scaled to none. */
const goesAway = (change: ChangeView) =>
  change.operation === "delete" ||
  change.operation === "replace" ||
  (replicas(change.before) > 0 && replicas(change.after) === 0);

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
    const masters = changes.all.filter((it) => isWorkload(it) && it.object.role === "master" && it.before);
    const gone = masters.filter(goesAway);
    const rolled = masters.filter((it) => it.operation === "update" && podsChange(it));
    const allGone = masters.length > 0 && gone.length === masters.length;
    const allRolled = masters.length > 1 && gone.length + rolled.length === masters.length;
    if (!allGone && !allRolled) return [];
    return (allGone ? gone : rolled).map(({ object, operation }) => {
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
    changes.changed
      .filter((it) => isWorkload(it) && it.before?.role === "registry")
      .filter((it) => goesAway(it) || replicas(it.before) - replicas(it.after) > 1)
      .map(({ object, before, after, operation }) => {
        const received = after
          ? `${replicas(before)} members, then ${replicas(after)} (${operation})`
          : "a delete of all members";
        return {
          object,
          at: object.at("spec", "replicas"),
          received,
          allowed: "one member less",
          fix: "Go down by one.",
        };
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
      const touched = changes.changed.filter(
        ({ object, operation }) => operation !== "create" && pair.some((pattern) => matches(pattern, object.name)),
      );
      if (new Set(touched.map(({ object }) => object.name)).size < 2) return [];
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
