/** Seconds that something takes. */
export async function seconds(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}

/** Runs each step in turn, several times over, so that a busy moment of the machine meets all of them alike. */
export async function alternating<Name extends string>(
  runs: number,
  steps: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(steps) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let run = 0; run < runs; run++) {
    for (const name of names) taken[name].push(await steps[name]());
  }
  return taken;
}
