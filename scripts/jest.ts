import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { run } from "./process.ts";

const report = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs one Jest project and counts; a file that does not even load counts as one failure. */
export async function jest(project: "unit" | "engine", args: readonly string[] = []): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-jest-"));
  const file = join(folder, "report.json");
  const serial = project === "engine" ? ["--runInBand"] : [];
  try {
    await run(
      "node",
      [
        "--disable-warning=ExperimentalWarning",
        "node_modules/jest/bin/jest.js",
        "--selectProjects",
        project,
        ...serial,
        "--json",
        `--outputFile=${file}`,
        ...args,
      ],
      { DOLPHINPOD_JEST: project },
    );
    const counted = report.parse(JSON.parse(readFileSync(file, "utf8")));
    return {
      passed: counted.numPassedTests,
      failed: counted.numFailedTests + counted.numRuntimeErrorTestSuites,
      skipped: counted.numPendingTests,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The closing line that a person and a machine read alike. */
export function closingLine(tallies: readonly Tally[]): string {
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
  return `${sum((t) => t.passed)} passed, ${sum((t) => t.failed)} failed, ${sum((t) => t.skipped)} skipped`;
}
