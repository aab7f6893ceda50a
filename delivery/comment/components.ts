import { counted } from "../../stacks/config/problems.ts";
import type { Preview, ResourceChange } from "../preview/document.ts";
import { block, cut, prose } from "./escape.ts";
import { fitOrTell, fitting } from "./fit.ts";
import { type ResourceLines, resourceLines } from "./resources.ts";

/** A part of a comment, and how many resources it had no room for. */
export interface Part {
  readonly lines: readonly string[];
  /** Resources whose fields were left out, and those of which not even the name is there. */
  readonly folded: { readonly fields: number; readonly names: number };
}

interface Group {
  readonly summary: string;
  readonly resources: readonly ResourceLines[];
}

/** What a component takes beside its lines: the folding element, the fences, the line that counts the rest. */
const frame = 140;

/** Every component with its changes, folded; the ones that lose data first. */
export function componentsPart(preview: Preview, room: number): Part {
  const groups = groupsOf(preview.changes);
  const least = groups.reduce((sum, { summary }) => sum + frame + summary.length, 0);
  if (least > room) return namesOfComponents(groups, room);
  // Names go before fields: each component keeps room for its names while there is some, up to an equal share.
  const share = (room - least) / groups.length;
  const kept = groups.map(({ resources, summary }) => {
    return frame + summary.length + Math.min(share, length(resources.map(({ folded }) => folded)));
  });
  let left = room - kept.reduce((sum, it) => sum + it, 0);
  const parts = groups.map((group, index) => {
    const own = kept[index] ?? 0;
    const part = componentPart(group, own + left);
    left += own - length(part.lines);
    return part;
  });
  return {
    lines: parts.flatMap(({ lines }) => lines),
    folded: {
      fields: parts.reduce((sum, { folded }) => sum + folded.fields, 0),
      names: parts.reduce((sum, { folded }) => sum + folded.names, 0),
    },
  };
}

/** Characters of lines with their breaks. */
const length = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);

function groupsOf(changes: readonly ResourceChange[]): readonly Group[] {
  const changed = changes.filter(({ operation }) => operation !== "same");
  const groups = [...Map.groupBy(changed, ({ component }) => component)].map(([component, members]) => {
    const sorted = members.toSorted((a, b) => weight(b) - weight(a));
    return { component, sorted, heaviest: Math.max(...members.map(weight)) };
  });
  return groups
    .toSorted((a, b) => b.heaviest - a.heaviest || (a.component < b.component ? -1 : 1))
    .map(({ component, sorted }) => ({
      summary: `${prose(cut(component, 100))}: ${operationsOf(sorted)}`,
      resources: sorted.map(resourceLines),
    }));
}

/** What a reader must see first. */
export function weight({ holdsData, operation }: ResourceChange): number {
  const order = { same: 0, create: 1, update: 2, replace: 3, delete: 4 } as const;
  return order[operation] + (holdsData && (operation === "replace" || operation === "delete") ? 10 : 0);
}

function operationsOf(changes: readonly ResourceChange[]): string {
  const counts = Map.groupBy(changes, ({ operation }) => operation);
  return (["delete", "replace", "update", "create"] as const)
    .flatMap((operation) => {
      const all = counts.get(operation) ?? [];
      return all.length === 0 ? [] : [`${all.length} to ${operation}`];
    })
    .join(", ");
}

/** There are so many components that none can be shown: how many changes each has is what is left. */
function namesOfComponents(groups: readonly Group[], room: number): Part {
  const names = groups.reduce((sum, { resources }) => sum + resources.length, 0);
  const tell = (left: number) => `- and ${counted(left, "more component")}`;
  const lines = groups.map(({ summary }) => `- ${summary}`);
  return { lines: fitOrTell(lines, room, tell), folded: { fields: 0, names } };
}

function componentPart({ resources, summary }: Group, room: number): Part {
  const { folded, inside } = shorten(resources, room - frame - summary.length);
  const lines = [`<details><summary>${summary}</summary>`, "", block(inside), "", "</details>", ""];
  return { lines, folded };
}

/** All names if they fit, and the fields of as many resources as there is room for then, from the front. */
function shorten(resources: readonly ResourceLines[], room: number) {
  const names = resources.map(({ folded }) => folded);
  const { left, lines } = fitting(names, room);
  if (left > 0) {
    const fields = resources.slice(0, lines.length).filter(hasFields).length;
    const inside = [...lines, `# and ${counted(left, "more resource")}` as const];
    return { inside, folded: { fields, names: left } };
  }
  let spare = room - length(names);
  let fields = 0;
  const inside = resources.flatMap(({ folded, whole }) => {
    const more = length(whole) - length([folded]);
    if (more > spare) {
      fields++;
      return [folded];
    }
    spare -= more;
    return whole;
  });
  return { inside, folded: { fields, names: 0 } };
}

const hasFields = ({ whole }: ResourceLines) => whole.length > 1;
