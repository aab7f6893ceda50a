import type { ObjectView } from "../../core/model.ts";
import type { ChangeRule } from "../../core/rule.ts";
import { namespace, release, statefulSet } from "../../core/types.ts";
import { schedulerValues } from "../../core/values.ts";
import { statefulTypes } from "../../rules/aws/protection.ts";
import { lowered, sizes } from "./sizes.ts";

const text = { pack: "change-safety", star: true, scope: "change" } as const;
const uber = "https://www.uber.com/blog/hadoop-container-blog/";

export const maxRemovedReplicas: ChangeRule = {
  ...text,
  id: "max-removed-replicas-per-update",
  title: "An update removes few replicas of a workload",
  severity: "high",
  why: "Each removed worker takes its tasks with it, and those that are left get all of the load at once.",
  remediation: "Go down in steps, or raise maxRemovedReplicas for a planned one.",
  link: uber,
  origin: "B3, rate limit on decommissioning",
  parameters: ["maxRemovedReplicas"],
  evaluate: (changes, { parameters: { maxRemovedReplicas: most } }) =>
    lowered(changes)
      .filter(({ change }) => change.after && change.operation !== "replace")
      .filter(({ after, before }) => before - after > most)
      .map(({ after, at, before, change: { object } }) => {
        const received = `${before} replicas, then ${after}`;
        return { object, at, received, allowed: `at most ${most} less`, fix: `Write ${before - most} first.` };
      }),
};

export const maxRemovedComponents: ChangeRule = {
  ...text,
  id: "max-removed-components-per-update",
  title: "An update removes few workloads",
  severity: "high",
  why: "A wrong condition in a program removes a whole layer at once, and a preview of a hundred lines hides it.",
  remediation: "Remove them in several updates, or raise maxRemovedComponents for a planned one.",
  link: uber,
  origin: "B, hosts decommissioned by accident",
  parameters: ["maxRemovedComponents"],
  evaluate: (changes, { parameters: { maxRemovedComponents: most } }) => {
    const gone = sizes(changes).filter(({ change }) => change.operation === "delete");
    if (gone.length <= most) return [];
    const received = `a delete of ${gone.length} workloads at once`;
    return [...new Set(gone.map(({ change }) => change.object))].map((object) => ({
      object,
      at: object.root,
      received,
      allowed: `at most ${most}`,
      fix: "Split it.",
    }));
  },
};

export const maxChangedFraction: ChangeRule = {
  ...text,
  id: "max-changed-fraction",
  title: "An update changes a part of the environment",
  severity: "medium",
  why: "What changes everything at once cannot be watched, and cannot be taken back in parts.",
  remediation: "Split the update with --target, or raise maxChangedFraction for a planned one.",
  link: uber,
  origin: "B10",
  parameters: ["maxChangedFraction"],
  evaluate: (changes, { parameters: { maxChangedFraction: most } }) => {
    const before = changes.all.filter((it) => it.before && it.object.type.includes(":") && isReal(it.object.type));
    const touched = before.filter(({ operation }) => operation !== "same");
    const fraction = before.length === 0 ? 0 : touched.length / before.length;
    const [first] = touched;
    // A handful of resources is a part, whatever its share.
    if (first === undefined || touched.length <= 5 || fraction <= most) return [];
    const received = `${touched.length} of ${before.length} resources`;
    const allowed = `at most ${Math.round(most * 100)} %`;
    return [{ object: first.object, at: first.object.root, received, allowed, fix: "Split the update." }];
  },
};

/** Components and providers are no objects of a cluster or a cloud. */
const isReal = (type: string) => !/^(pulumi:|dolphinpod:)/.test(type);

/** Types of what may hold data: a release holds what its chart makes. */
export const dataTypes: ReadonlySet<string> = new Set([...statefulTypes, statefulSet, namespace, release]);

const holdsData = (object: ObjectView) =>
  dataTypes.has(object.type) && (object.type !== release || schedulerValues(object) !== undefined);

export const noReplaceOfStateful: ChangeRule = {
  ...text,
  id: "no-replace-of-stateful",
  title: "What holds data is not made again",
  severity: "critical",
  why: "A replace deletes the old one: with it go the data, or for a StatefulSet all of its pods at once.",
  remediation:
    "Change what does not force a replacement, or move the data and remove the old one in an update of its own.",
  link: "https://www.pulumi.com/docs/iac/concepts/options/deletebeforereplace/",
  origin: "A3; B5",
  evaluate: (changes) =>
    changes.changed
      .filter(({ object, operation }) => operation === "replace" && holdsData(object))
      .map(({ object }) => {
        const fix = "Take back what forces the replacement.";
        return { object, at: object.root, received: "a replace", allowed: "an update in place", fix };
      }),
};

export const noDeleteOfStateful: ChangeRule = {
  ...text,
  id: "no-delete-of-stateful",
  title: "What holds data is not deleted on the way",
  severity: "critical",
  why: "Hosts that were decommissioned by accident took the last copies of data with them.",
  remediation: "Delete it in an update of its own, with an exemption that says why.",
  link: uber,
  origin: "B, hosts decommissioned by accident",
  evaluate: (changes) =>
    changes.changed
      .filter(({ object, operation }) => operation === "delete" && holdsData(object))
      .map(({ object }) => {
        const fix = "Keep it, or exempt it for this one update.";
        return { object, at: object.root, received: "a delete", allowed: "what holds data stays", fix };
      }),
};

export const amountRules = [
  maxRemovedReplicas,
  maxRemovedComponents,
  maxChangedFraction,
  noReplaceOfStateful,
  noDeleteOfStateful,
];
