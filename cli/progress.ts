const EVERY_MS = 5_000;

/** Says on standard error what a step is at and for how long, every five seconds; a shorter step says nothing. */
export async function during<T>(what: string, step: Promise<T>): Promise<T> {
  const started = Date.now();
  const timer = setInterval(() => {
    process.stderr.write(`  ${what}: ${Math.round((Date.now() - started) / 1000)} s\n`);
  }, EVERY_MS);
  try {
    return await step;
  } finally {
    clearInterval(timer);
  }
}
