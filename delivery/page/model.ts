import type { Operation } from "../../policies/core/change.ts";
import { counted } from "../../stacks/config/problems.ts";
import { weight } from "../comment/components.ts";
import type { Difference } from "../preview/difference.ts";
import type { Preview, ResourceChange } from "../preview/document.ts";
import { fieldsOf } from "./fields.ts";

/** What a page shows of one resource that changes. */
export interface ResourceView {
  readonly operation: Exclude<Operation, "same">;
  readonly title: string;
  readonly type: string;
  /** Whether it is replaced or deleted and holds data. */
  readonly losesData: boolean;
  /** What becomes of the object, where that is not plain. */
  readonly consequence: string;
  readonly fields: readonly Difference[];
}

/** A component with what changes in it, the worst first. */
export interface ComponentView {
  /** Its number in the page: names cannot be trusted as anchors. */
  readonly id: string;
  readonly name: string;
  readonly resources: readonly ResourceView[];
  /** How many of its resources stay as they are. */
  readonly same: number;
  /** The worst that happens in it; undefined where nothing does. */
  readonly worst: ResourceView | undefined;
}

export const operations = ["delete", "replace", "update", "create"] as const;

/** Every component of a preview; those that lose data come first, and those in which nothing changes last. */
export function componentsOf({ changes }: Preview): readonly ComponentView[] {
  const groups = [...Map.groupBy(changes, ({ component }) => component)].map(([name, members]) => {
    const sorted = members.toSorted((a, b) => weight(b) - weight(a));
    return { name, sorted, heaviest: Math.max(...members.map(weight)) };
  });
  return groups
    .toSorted((a, b) => b.heaviest - a.heaviest || (a.name < b.name ? -1 : 1))
    .map(({ name, sorted }, index) => {
      const resources = sorted.flatMap((change) => viewOf(change) ?? []);
      return { id: `c${index}`, name, resources, same: sorted.length - resources.length, worst: resources[0] };
    });
}

function viewOf(change: ResourceChange): ResourceView | undefined {
  const { operation, title, type } = change;
  if (operation === "same") return undefined;
  const losesData = weight(change) > 10;
  return { operation, title, type, losesData, consequence: consequenceOf(change), fields: fieldsOf(change) };
}

function consequenceOf({ deletion, operation, told: { forced } }: ResourceChange): string {
  if (operation !== "replace" && operation !== "delete") return "";
  const why = operation === "replace" && forced.length > 0 ? `forced by ${forced.join(", ")}; ` : "";
  if (deletion === "refused") return `${why}Pulumi refuses, because it is protected`;
  if (deletion === "record") return `${why}the object itself stays, Pulumi forgets it`;
  return `${why}the object is deleted`;
}

/** "1 delete, 2 update". */
export function operationsIn(resources: readonly ResourceView[]): string {
  const parts = operations.flatMap((operation) => {
    const number = resources.filter((it) => it.operation === operation).length;
    return number === 0 ? [] : [`${number} ${operation}`];
  });
  return parts.join(", ") || "no change";
}

/** "3 fields". */
export const fieldCount = ({ fields }: ResourceView) => (fields.length === 0 ? "" : counted(fields.length, "field"));
