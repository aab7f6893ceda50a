/**
 * Room that a text needs, in pixels, by the widths of letters in DejaVu Sans. Nobody can measure without the font,
 * and this is the widest of those that readers have: a text is never wider than its box.
 */
export function widthOf(text: string, size: number, weight: "normal" | "bold" = "normal"): number {
  const units = [...text].reduce((sum, sign) => sum + widthOfSign(sign), 0);
  return Math.ceil(units * size * (weight === "bold" ? 1.16 : 1.04));
}

function widthOfSign(sign: string): number {
  if (/[iljI.,:;'|! ]/.test(sign)) return 0.32;
  if (/[ftr()[\]/-]/.test(sign)) return 0.41;
  if (/[mwMW@%]/.test(sign)) return 0.97;
  if (/[A-Z<>+=_]/.test(sign)) return 0.74;
  return sign <= "\u024f" ? 0.63 : 1;
}

/** Text that is cut where it is longer than a picture has room for, and says so. */
export function shortened(text: string, longest: number): string {
  const signs = [...text];
  return signs.length > longest ? `${signs.slice(0, longest - 1).join("")}…` : text;
}
