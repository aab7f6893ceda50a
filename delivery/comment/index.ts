import { counted } from "../../stacks/config/problems.ts";
import { planDigest } from "../preview/digest.ts";
import type { Preview } from "../preview/document.ts";
import { componentsPart, type Part, weight } from "./components.ts";
import { costSection } from "./cost.ts";
import { code, cut } from "./escape.ts";
import type { Reported } from "./findings.ts";
import { dataBox, errorBox, findingsPart } from "./lists.ts";

/** First line of the comment, by which the one to update is found. */
export const marker = "<!-- dolphinpod:preview -->";

/** What GitHub takes as one comment, in characters. */
export const longestComment = 65_536;

/** More previews than this leave too little room for each. */
const mostPreviews = 20;

export interface CommentOptions {
  /** What the policies said; undefined where nobody asked them. */
  readonly reported: Reported | undefined;
  /** Where the whole preview is, for what has no room here: an address, or a file. */
  readonly whole: string;
  /** Most characters. Default: {@link longestComment}. */
  readonly room?: number;
}

/**
 * A comment on what updates would do: the sums, what loses data, the cost, what the policies say, the changes by
 * component, the digest of each plan. What has no room is counted, and the comment tells where it is.
 *
 * @throws when there are more than 20 previews.
 */
export function comment(
  previews: readonly Preview[],
  { reported, room = longestComment, whole }: CommentOptions,
): string {
  if (previews.length > mostPreviews) {
    throw new Error(`${previews.length} previews, allowed are ${mostPreviews} in one comment: make several comments.`);
  }
  if (previews.length === 0) return `${marker}\nThis change touches no stack.\n`;
  const head = [
    marker,
    `## Preview of ${previews.map(({ stack }) => code(stack)).join(", ")}`,
    "",
    ...sums(previews),
    "",
  ];
  const told = reported === undefined ? ["Policies: not asked.", ""] : findingsPart(reported, room / 5);
  const foot = footOf(previews, reported);
  const share = room / previews.length;
  const boxes = previews.flatMap((it) => [...errorBox(it, share / 5), ...dataBox(it, share / 5)]);
  let left = room - [...head, ...boxes, ...told, ...foot].join("\n").length - 3;
  const sections = previews.map((preview, index) => {
    const lines = section(preview, previews.length > 1, left / (previews.length - index), whole);
    left -= lines.join("\n").length + 1;
    return lines;
  });
  return `${[...head, ...boxes, ...told, ...sections.flat(), ...foot].join("\n")}\n`;
}

const changesAnything = ({ changes }: Preview) => changes.some(({ operation }) => operation !== "same");

function sums(previews: readonly Preview[]): readonly string[] {
  const rows = previews.map(({ changes, same, stack }) => {
    const count = (operation: string) => changes.filter((it) => it.operation === operation).length;
    const losing = changes.filter((it) => weight(it) > 10).length;
    const cells = [count("create"), count("update"), count("replace"), count("delete"), same];
    return `| ${code(stack)} | ${cells.join(" | ")} | ${losing === 0 ? "none" : `**${losing}**`} |`;
  });
  return ["| | Create | Update | Replace | Delete | Same | Data at stake |", "|---|--:|--:|--:|--:|--:|--:|", ...rows];
}

function section(preview: Preview, titled: boolean, room: number, whole: string): readonly string[] {
  const title = titled ? [`### ${code(preview.stack)}`, ""] : [];
  if (!changesAnything(preview)) return preview.errors.length > 0 ? [] : [...title, "Nothing changes.", ""];
  const cost = [...costSection(preview), ""];
  const note = foldedNote({ fields: 9_999_999, names: 9_999_999 }, whole).join("\n").length;
  const used = [...title, ...cost].join("\n").length + note + 2;
  const components = componentsPart(preview, room - used);
  return [...title, ...cost, ...components.lines, ...foldedNote(components.folded, whole)];
}

function foldedNote({ fields, names }: Part["folded"], whole: string): readonly string[] {
  if (fields + names === 0) return [];
  const parts = [
    ...(fields > 0 ? [`the fields of ${counted(fields, "resource")}`] : []),
    ...(names > 0 ? [`the names of ${counted(names, "resource")}`] : []),
  ];
  return [`Folded for want of room: ${parts.join(" and ")}. All of it: ${code(cut(whole))}`, ""];
}

function footOf(previews: readonly Preview[], reported: Reported | undefined): readonly string[] {
  const digests = previews
    .filter(changesAnything)
    .map((preview) => `Plan of ${code(preview.stack)}: ${code(planDigest(preview))}`);
  return [...digests.flatMap((line) => [line, ""]), `Next: ${next(previews, reported)}`];
}

function next(previews: readonly Preview[], reported: Reported | undefined): string {
  const failed = previews.find(({ errors }) => errors.length > 0);
  if (failed) return `${code(`npx dolphinpod check ${failed.stack}`)} tells what is wrong, and how to mend it.`;
  if (reported?.findings.some(({ effect }) => effect === "stops")) {
    return "policies stop this update: mend what they found, or exempt it with a reason and an end (docs/policies.md).";
  }
  const changing = previews.filter(changesAnything);
  if (changing.length === 0) return "nothing to do.";
  const commands = changing.map(({ stack }) => code(`npx dolphinpod up ${stack}`));
  return `merge and approve the deployment, which holds to a reviewed plan, or ${commands.join(", then ")}.`;
}
