import { visible } from "./comment/escape.ts";

/** Text from outside as text of HTML or SVG, inside of an element or of a quoted attribute: it can be nothing else. */
export function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
