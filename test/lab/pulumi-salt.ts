import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";

const SALT = /^encryptionsalt:[ \t]*(\S+)[ \t]*(?:\r?\n|$)/m;

/** The encryption salt in a stack file. */
export function saltOf(text: string): string | undefined {
  return SALT.exec(text)?.[1];
}

/** The stack file with this salt in it, as the CLI would write it. */
export function withSalt(text: string, salt: string): string {
  const line = `encryptionsalt: ${salt}\n`;
  return text === "" || text.endsWith("\n") ? `${text}${line}` : `${text}\n${line}`;
}

/**
 * The stack file without its salt.
 *
 * `original` is the text before the command. Where only the salt set them apart it is returned byte for byte, because
 * the CLI may have laid out anew what it wrote back.
 */
export function withoutSalt(text: string, original: string | undefined): string {
  const stripped = text.replace(SALT, "");
  if (original !== undefined && isDeepStrictEqual(parse(stripped), parse(original))) return original;
  return stripped;
}
