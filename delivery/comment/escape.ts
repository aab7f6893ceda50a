/** Signs that change the direction of text, or cannot be seen: they make a name look like another one. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu;

/** Text on one line, in which every sign can be seen. */
export function visible(text: string): string {
  return text.replaceAll("\n", "⏎").replaceAll(invisible, (sign) => `<U+${hex(sign)}>`);
}

const hex = (sign: string) => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

/** Signs that may mean something to Markdown, to HTML or to GitHub: all but these. */
const meaningful = /[^\p{L}\p{N} ./,;]/gu;
/** Inside of a line of code these mean nothing either. */
const meaningfulInCode = /[^\p{L}\p{N} ./,;()"'=+-]/gu;

const entities = (text: string, signs: RegExp) =>
  visible(text).replaceAll(signs, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * A name or a value inside of a line or a table's cell. GitHub makes mentions and links of what it finds in the finished
 * page, entities or not, but never inside of code.
 */
export function code(text: string): string {
  return `<code>${entities(text, meaningfulInCode)}</code>`;
}

/** A sentence from outside: it can be nothing but text, and mentions and links nobody. */
export function prose(text: string): string {
  return entities(text, meaningful)
    .replaceAll(/&#(35|58|64);/g, "&#$1;&#8288;")
    .replaceAll(/www\./gi, "www&#46;");
}

/** A line of a block of kind "diff". */
export type MarkedLine = `${"+" | "-" | "!" | "#"} ${string}`;

/** A block of kind "diff". Each line begins with a mark, so that none can end the block, whatever comes after. */
export function block(lines: readonly MarkedLine[]): string {
  return ["```diff", ...lines.map(visible), "```"].join("\n");
}

/** Text from outside is cut where it is longer than anybody would write it, and says so. */
export function cut(text: string, longest = 300): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}
