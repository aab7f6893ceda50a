import { stripVTControlCharacters } from "node:util";
import { changesOfSteps } from "../../policies/change/changes.ts";
import type { Operation } from "../../policies/core/change.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { namespace, statefulSet } from "../../policies/core/types.ts";
import { statefulTypes } from "../../policies/rules/aws/protection.ts";
import { previewSteps } from "../../policies/sources/state.ts";
import { isRecord } from "../../stacks/config/problems.ts";

/** What an update would do with one resource. */
export interface ResourceChange {
  readonly operation: Operation;
  readonly urn: string;
  readonly type: string;
  /** Kind and name, as a person calls it: "StatefulSet data/dolphin-worker". */
  readonly title: string;
  /** The component that it is a part of: "Registry dolphinscheduler-registry". */
  readonly component: string;
  /** Whether its end is the end of data, or of all pods that serve them. */
  readonly holdsData: boolean;
  readonly before: PolicyObject | undefined;
  readonly after: PolicyObject | undefined;
  /** Fields that change and fields whose change forces a replacement, as the engine says. */
  readonly told: { readonly changed: readonly string[]; readonly forced: readonly string[] };
  /** Whether a delete is refused, takes Pulumi's record alone, or takes the object. */
  readonly deletion: "refused" | "record" | "object";
}

/** A preview of one stack. */
export interface Preview {
  readonly stack: string;
  readonly changes: readonly ResourceChange[];
  /** Resources that stay as they are. */
  readonly same: number;
  /** Whether resources that stay were listed too, so that sums are those of the whole environment. */
  readonly extent: "whole" | "changed";
  /** Why there is no whole preview. */
  readonly errors: readonly string[];
}

const dataTypes: ReadonlySet<string> = new Set([...statefulTypes, statefulSet, namespace]);

/**
 * Reads the output of `pulumi preview --json`.
 *
 * @param state Resources of `pulumi stack export`: what is. Without them sums are of what changes, unless the preview
 *   was made with `--show-sames`.
 * @throws when the document is no preview.
 */
export function readPreview(document: unknown, file: string, state: readonly PolicyObject[] = []): Preview {
  const steps = previewSteps(withSteps(document));
  if (steps === undefined || !isRecord(document)) throw new Error(`${file} is no output of pulumi preview --json.`);
  const raw = rawSteps(document);
  const told = toldOf(raw);
  const parents = parentsOf(raw, state);
  const describe = (operation: Operation, before: PolicyObject | undefined, after: PolicyObject | undefined) => {
    const object = after ?? before;
    if (object?.urn === undefined || isStack(object.type)) return [];
    const { type, urn } = object;
    const { retained = false, ...fields } = told.get(urn) ?? { changed: [], forced: [] };
    const deletion = before?.protect ? ("refused" as const) : retained ? ("record" as const) : ("object" as const);
    const component = componentOf(urn, parents);
    const holdsData = dataTypes.has(type);
    return [
      { operation, urn, type, title: titleOf(object), component, holdsData, before, after, told: fields, deletion },
    ];
  };
  const listed = changesOfSteps(steps, state).flatMap(({ operation, before, after }) =>
    describe(operation, before, after),
  );
  const named = new Set(listed.map(({ urn }) => urn));
  const unlisted = state.filter(({ urn }) => urn !== undefined && !named.has(urn));
  const changes = [...listed, ...unlisted.flatMap((object) => describe("same", object, object))];
  const shown = changes.filter(({ operation }) => operation === "same").length;
  const same = Math.max(sameIn(document), shown);
  const errors = errorsIn(document);
  return { stack: stackOf(steps[0]?.urn ?? ""), changes, same, extent: same === shown ? "whole" : "changed", errors };
}

/** What stands for a preview that is not there. */
export function failedPreview(stack: string, why: string): Preview {
  return { stack, changes: [], same: 0, extent: "changed", errors: [why] };
}

/** A run that failed at once, and one of an empty stack, tell of no steps at all. */
function withSteps(document: unknown): unknown {
  const isWithout = isRecord(document) && !("steps" in document) && "duration" in document;
  return isWithout ? { ...document, steps: [] } : document;
}

const isStack = (type: string) => type === "pulumi:pulumi:Stack";

const stackOf = (urn: string) => /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";

/** The name in the cluster is what people know an object by; Pulumi's name where it has none. */
function titleOf({ name, properties, type }: PolicyObject): string {
  const metadata = isRecord(properties) && isRecord(properties["metadata"]) ? properties["metadata"] : {};
  const { name: own, namespace: space } = metadata;
  const known = [space, own].filter((it): it is string => typeof it === "string" && it !== "");
  return `${type.split(":").at(-1)} ${typeof own === "string" && own !== "" ? known.join("/") : name}`;
}

/** How many resources the engine says stay as they are, the stack itself aside. */
function sameIn({ changeSummary, steps }: Raw): number {
  if (!isRecord(changeSummary) || typeof changeSummary["same"] !== "number") return 0;
  const stacks = (Array.isArray(steps) ? steps : []).filter(
    (step) => isRecord(step) && step["op"] === "same" && isStack(typeOf(String(step["urn"]))),
  );
  return changeSummary["same"] - stacks.length;
}

function errorsIn({ diagnostics }: Raw): readonly string[] {
  const all = Array.isArray(diagnostics) ? diagnostics.filter(isRecord) : [];
  return all
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => stripVTControlCharacters(String(message)).trim());
}

type Raw = Readonly<Record<string, unknown>>;

function rawSteps({ steps }: Raw): readonly Raw[] {
  return Array.isArray(steps) ? steps.filter(isRecord) : [];
}

interface Told {
  readonly changed: readonly string[];
  readonly forced: readonly string[];
  readonly retained: boolean;
}

/** What the engine says about each resource; a replacement may be several steps. */
function toldOf(steps: readonly Raw[]): ReadonlyMap<string, Told> {
  const known = new Map<string, Told>();
  for (const { detailedDiff, oldState, replaceReasons, urn } of steps) {
    const before = known.get(String(urn));
    known.set(String(urn), {
      changed: unique(before?.changed, isRecord(detailedDiff) ? Object.keys(detailedDiff) : []),
      forced: unique(before?.forced, Array.isArray(replaceReasons) ? replaceReasons.map(String) : []),
      retained: before?.retained || (isRecord(oldState) && oldState["retainOnDelete"] === true),
    });
  }
  return known;
}

function unique(known: readonly string[] = [], more: readonly string[]): readonly string[] {
  return [...new Set([...known, ...more])].sort();
}

function parentsOf(steps: readonly Raw[], state: readonly PolicyObject[]): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const { parent, urn } of state) if (urn && parent) parents.set(urn, parent);
  for (const { newState, oldState, urn } of steps) {
    for (const side of [oldState, newState]) {
      if (isRecord(side) && typeof side["parent"] === "string") parents.set(String(urn), side["parent"]);
    }
  }
  return parents;
}

/**
 * The outermost component around a resource. Its type is the first in the URN; its name is that of the outermost parent
 * that is known, since a preview need not list those that stay as they are.
 */
function componentOf(urn: string, parents: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let top = urn;
  for (let next = parents.get(urn); next && !isStack(typeOf(next)) && !seen.has(next); next = parents.get(next)) {
    seen.add(next);
    top = next;
  }
  return top === urn ? "The stack itself" : `${outermostType(urn).split(":").at(-1)} ${nameIn(top)}`;
}

/** A URN is urn:pulumi:<stack>::<project>::<types, divided by $>::<name>. */
const typesIn = (urn: string) => urn.split("::")[2]?.split("$") ?? [];
const typeOf = (urn: string) => typesIn(urn).at(-1) ?? "";
const outermostType = (urn: string) => typesIn(urn)[0] ?? "";

const nameIn = (urn: string) => urn.split("::").slice(3).join("::");
