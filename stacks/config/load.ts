/** Namespace of our keys in Pulumi's configuration. */
export const prefix = "dolphinpod:";

/**
 * The sections in Pulumi's configuration (`pulumi.runtime.allConfig()`), where an object is a JSON text.
 * Keys of other namespaces are left alone. Pulumi hands encrypted values over decrypted: name their keys in
 * `secretKeys`, so that they are refused and not shown.
 */
export function fromPulumi(
  config: Readonly<Record<string, string>>,
  secretKeys: readonly string[] = [],
): Record<string, unknown> {
  const sections = Object.keys(config).filter((key) => key.startsWith(prefix));
  return Object.fromEntries(
    sections.map((key) => [
      key.slice(prefix.length),
      secretKeys.includes(key) ? { secure: "hidden" } : fromJson(config[key] ?? ""),
    ]),
  );
}

/** Objects and lists are JSON; anything else is the text itself. */
function fromJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
