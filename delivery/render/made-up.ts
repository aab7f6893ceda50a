import type { Registration } from "../../stacks/check/index.ts";
import { answerFor } from "../../stacks/check/outputs.ts";
import { isFields, opened } from "./values.ts";

/**
 * Texts that only a provider knows: generated passwords, addresses and keys of AWS. A rendering has the check's answers
 * in their place, and none of these may be in a file.
 */
export function madeUp(registrations: readonly Registration[]): (text: string) => boolean {
  const made = registrations
    .filter(({ custom, type }) => custom && !/^(kubernetes|pulumi):/.test(type))
    .flatMap(answered);
  const texts = [...new Set(made)];
  return (text) => texts.some((it) => text.includes(it));
}

function answered({ inputs, name, type }: Registration): string[] {
  const { id, outputs } = answerFor(type, name, inputs);
  // "none", or a name that the program chose.
  const own = type.startsWith("random:") || id === name ? [] : [id];
  const given = new Set(textsIn(opened(inputs)));
  return [...own, ...textsIn(opened(outputs))].filter((text) => text !== "" && !given.has(text));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isFields(value) ? Object.values(value).flatMap(textsIn) : [];
}
