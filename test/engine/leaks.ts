/** What an engine's export writes in place of a secret, with the value where it was asked to show it. */
const secretMark = ["4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"] as const;

/** A value that only a Secret and the encrypted state may hold. */
export interface Planted {
  readonly path: string;
  readonly value: string;
}

/** Places that hold a value, in any form in which text could carry it: `<path> in <place>`. */
export function leaks(planted: readonly Planted[], places: Readonly<Record<string, string>>): string[] {
  return Object.entries(places).flatMap(([place, text]) =>
    planted
      .filter(({ value }) => formsOf(value).some((form) => text.includes(form)))
      .map(({ path }) => `${path} in ${place}`),
  );
}

/** The value as it is, in JSON, in a URL, in hexadecimal, and in base64 wherever it begins in the encoded text. */
export function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    // The first and the last character share bits with what is around the value.
    const [first, last] = [before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1];
    return encoded.slice(first, last);
  });
  return [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), bytes.toString("hex"), ...base64];
}

/** The secrets that an export with `--show-secrets` shows. What only says where something is, is none. */
export function shownSecrets(exported: string): string[] {
  const found = new Set<string>();
  JSON.parse(exported, (_, value: Record<string, unknown> | null) => {
    const plain = value?.[secretMark[0]] === secretMark[1] ? value["plaintext"] : undefined;
    if (typeof plain === "string") found.add(plain);
    return value;
  });
  return [...found].map((json) => JSON.parse(json) as unknown).filter((value) => typeof value === "string");
}
