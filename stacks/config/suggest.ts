/** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
export function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

/** The candidate that was probably meant, if one is near: a slip of the keys, another case, a longer or a shorter name. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  if (text.length === 0 || text.length > 60) return undefined;
  const wanted = text.toLowerCase();
  const near = candidates
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  if (near && near.edits <= Math.max(1, Math.floor(wanted.length / 3))) return near.candidate;
  return candidates.find((candidate) => {
    const name = candidate.toLowerCase();
    return Math.min(name.length, wanted.length) >= 4 && (name.startsWith(wanted) || wanted.startsWith(name));
  });
}
