/** Where the lab says what it does. Replace it to keep tests quiet. */
export type Log = (line: string) => void;

export const toStderr: Log = (line) => {
  process.stderr.write(`${line}\n`);
};

/** 0.4 s, 38 s, 1 min 05 s. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

export interface Step {
  what: string;
  /** Seconds it usually takes. */
  expected: number;
  /** What it is at just now, asked whenever a line is printed. */
  detail?: () => string;
}

const EVERY_MS = 5_000;

/** Runs one step and says every five seconds how far it is; a step that ends sooner says nothing. */
export async function withProgress<T>(log: Log, step: Step, run: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const timer = setInterval(() => {
    const detail = step.detail?.();
    const elapsed = duration(Math.round((Date.now() - started) / 1000));
    log(`  ${step.what}: ${elapsed} of about ${duration(step.expected)}${detail ? ` (${detail})` : ""}`);
  }, EVERY_MS);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}
