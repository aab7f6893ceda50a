import { isIP } from "node:net";
import { timeZoneLike } from "./sections/timezone.ts";
import { nearest } from "./suggest.ts";

/** From a wrong value to the one that was probably meant, by the name that an option gives as its `hint`. */
const hints: Record<string, (text: string) => string | undefined> = {
  bytes(text) {
    const [, amount, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
    if (amount === undefined) return undefined;
    const letter = unit.charAt(0).toUpperCase();
    if (letter === "") return Number(amount) <= 64 ? `${amount}Gi` : `${amount}Mi`;
    return "KMGT".includes(letter) ? `${amount}${letter}i` : undefined;
  },
  cpu(text) {
    const [, amount, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
    if (amount === undefined) return undefined;
    if (/^m/i.test(unit)) return `${Math.max(10, Math.round(Number(amount)))}m`;
    return Number(amount) < 0.01 ? "10m" : Number(amount) >= 100 ? `${Math.round(Number(amount))}m` : amount;
  },
  name(text) {
    const name = text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[-0-9]+|-+$/g, "");
    return name === "" ? undefined : name.slice(0, 40).replace(/-+$/, "");
  },
  cidr(text) {
    const address = text.split("/")[0] ?? "";
    return { 0: undefined, 4: `${address}/32`, 6: `${address}/128` }[isIP(address)];
  },
  host(text) {
    const host = text
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, "")
      .replace(/^\*\./, "")
      .replace(/[:/].*$/, "");
    return /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(host) ? host : undefined;
  },
  timezone(text) {
    return timeZoneLike(text) ?? nearest(text, ["UTC", ...Intl.supportedValuesOf("timeZone")]);
  },
};

/** The value that was probably meant. */
export function likelyValue(hint: string | undefined, value: unknown, choices: readonly string[]): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value);
  if (text.length > 100) return undefined;
  const found = choices.length > 0 ? nearest(text, choices) : hint && hints[hint]?.(text);
  return found === text || found === "" ? undefined : found;
}
