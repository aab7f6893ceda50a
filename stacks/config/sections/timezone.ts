/**
 * Whether Java on Linux knows the time zone. Its names are case-sensitive and an unknown one silently means GMT,
 * while `Intl` accepts any case and bare offsets, so both are refused here.
 */
export function isTimeZone(text: string): boolean {
  if (!/^(UTC|GMT|[A-Z][A-Za-z]+(\/[A-Z][A-Za-z0-9_+-]*){1,2})$/.test(text)) return false;
  const known = timeZoneLike(text);
  return known === undefined ? isKnown(text) : known === text;
}

/** The listed time zone that differs from the text only in case. */
export function timeZoneLike(text: string): string | undefined {
  return Intl.supportedValuesOf("timeZone").find((zone) => zone.toLowerCase() === text.toLowerCase());
}

function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
