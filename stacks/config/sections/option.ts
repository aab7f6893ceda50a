import type { z } from "zod";

/** What an option says of itself: the source of error messages, of the JSON Schema and of docs/configuration.md. */
export interface OptionMeta {
  description: string;
  /** The allowed values in words, as an error message shows them. */
  allowed: string;
  /** A value that is right, as a user would write it. */
  example: unknown;
  /** JSON Schema of the short form, for an option that may also be written long. */
  shorthand?: Record<string, unknown>;
  /** Name of the function in hints.ts that turns a wrong value into the one that was probably meant. */
  hint?: string;
}

/** Describes an option of the stack file. */
export function option<T extends z.ZodType>(schema: T, { description, ...words }: OptionMeta): T {
  return schema.describe(description).meta({ ...words });
}
