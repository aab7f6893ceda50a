import { writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bar, isMet } from "../bench/bar.ts";
import { measurements } from "../bench/index.ts";
import { type Machine, report, results } from "../bench/report.ts";
import { ensureCli } from "../test/lab/pulumi-cli.ts";
import { providerSource } from "../test/lab/pulumi-provider.ts";
import { toStderr } from "../test/lab/tools/progress.ts";
import { root } from "./process.ts";
import { reportFailure } from "./start/failure.ts";

const usage = `usage: npm run bench -- [<name>] [--runs <n>] [--write]
${measurements.map(({ about, name }) => `  ${name.padEnd(14)} ${about}`).join("\n")}`;

/** Measures, tells, and fails when a bar is missed. */
async function bench(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: "boolean" }, runs: { type: "string", default: "5" }, write: { type: "boolean" } },
  });
  const runs = Number(values.runs);
  const unknown = positionals.find((name) => !measurements.some((it) => it.name === name));
  if (unknown !== undefined) throw new Error(`No measurement ${unknown}.\n${usage}`);
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs ${values.runs}: must be a whole number from 1.\n${usage}`);
  if (values.write && positionals.length > 0) throw new Error("--write is for a run of all measurements.");
  if (values.help) return console.log(usage);

  const bars: Bar[] = [];
  for (const { about, name, run } of measurements) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    toStderr(`${name}: ${about}`);
    bars.push(...(await run(runs, toStderr)));
  }
  console.log(`\n${report(bars)}`);
  if (values.write) {
    writeFileSync(join(root, "bench", "results.md"), results(bars, await machine(), runs, new Date()));
  }
  process.exitCode = bars.every(isMet) ? 0 : 1;
}

async function machine(): Promise<Machine> {
  const { home } = await ensureCli(toStderr);
  return {
    processors: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    plugin: (await providerSource(home)).kind,
  };
}

try {
  await bench();
} catch (error) {
  reportFailure(error);
}
