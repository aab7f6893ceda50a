import { counted } from "../../stacks/config/problems.ts";
import { type Difference, differences } from "../preview/difference.ts";
import type { ResourceChange } from "../preview/document.ts";
import { cut, type MarkedLine, visible } from "./escape.ts";

/** One changed resource in a block of kind "diff". */
export interface ResourceLines {
  /** Its name, with its fields and without: then it says how many there are. */
  readonly whole: readonly MarkedLine[];
  readonly folded: MarkedLine;
}

const marks = { create: "+", update: "!", replace: "!", delete: "-", same: "#" } as const;

/** Most fields that are shown of one resource. */
const mostFields = 40;

export function resourceLines(change: ResourceChange): ResourceLines {
  const { holdsData, operation } = change;
  const loses = holdsData && (operation === "replace" || operation === "delete");
  const title: MarkedLine = `${marks[operation]} ${operation} ${line(change.title)}${loses ? "   <- HOLDS DATA" : ""}`;
  const found = differencesOf(change);
  if (found.length === 0) return { whole: [title], folded: title };
  return { whole: [title, ...fieldLines(found)], folded: `${title}   (${counted(found.length, "field")} folded)` };
}

/** Signs that cannot be seen are written out here already: the room that a line takes is known then. */
const line = (text: string) => visible(cut(text));

/** What is made or deleted is told by its name alone: all of it is new, or gone. */
function differencesOf({ after, before, operation, told }: ResourceChange): readonly Difference[] {
  if (before === undefined || after === undefined || operation === "delete" || operation === "create") return [];
  return differences(before, after, told.changed);
}

function fieldLines(found: readonly Difference[]): readonly MarkedLine[] {
  const lines = found
    .slice(0, mostFields)
    .flatMap(({ path, before: was, after: is }): readonly MarkedLine[] => [
      ...(was === undefined ? [] : [`-     ${line(path)}: ${visible(was)}` as const]),
      ...(is === undefined ? [] : [`+     ${line(path)}: ${visible(is)}` as const]),
    ]);
  const left = found.length - mostFields;
  return left > 0 ? [...lines, `#     and ${counted(left, "more field")}`] : lines;
}
