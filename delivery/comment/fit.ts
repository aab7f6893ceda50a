/** Lines that fit into a number of characters, and how many did not. */
export interface Fitted<Line extends string> {
  readonly lines: readonly Line[];
  readonly left: number;
}

/** As many lines from the front as fit; each costs one more character, its line break. */
export function fitting<Line extends string>(lines: readonly Line[], room: number): Fitted<Line> {
  let used = 0;
  let kept = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > room) break;
    kept++;
  }
  return { lines: lines.slice(0, kept), left: lines.length - kept };
}

/** The same with a last line that tells how many are left out, and where they are. */
export function fitOrTell(lines: readonly string[], room: number, tell: (left: number) => string): readonly string[] {
  const all = fitting(lines, room);
  if (all.left === 0) return all.lines;
  const { left, lines: kept } = fitting(lines, room - tell(lines.length).length - 1);
  return [...kept, tell(left)];
}
