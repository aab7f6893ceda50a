import type { Log } from "../test/lab/tools/progress.ts";

/** What a measurement promises to stay under, and what it came to. */
export interface Bar {
  readonly name: string;
  /** What a ratio is a ratio to, or that there is nothing to compare with. */
  readonly comparedWith: string;
  /** One value a run; the median is what counts. */
  readonly runs: readonly number[];
  readonly limit: number;
  readonly unit: "s" | "ms" | "MiB" | "%" | "times" | "findings" | "lines";
  /** The measured values behind a ratio, for a reader who doubts it. */
  readonly detail?: string;
}

export interface Measurement {
  readonly name: string;
  readonly about: string;
  run(runs: number, log: Log): Promise<Bar[]>;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error("no run, so no median");
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

export const isMet = (bar: Bar): boolean => median(bar.runs) <= bar.limit;

/** A bar on how often one thing fits into another: the median of one over the median of the other. */
export function ratio(
  bar: Pick<Bar, "name" | "comparedWith" | "limit">,
  measured: readonly number[],
  reference: readonly number[],
): Bar {
  const [top, bottom] = [median(measured), median(reference)];
  return { ...bar, detail: `${top.toFixed(2)} s to ${bottom.toFixed(2)} s`, runs: [top / bottom], unit: "times" };
}
