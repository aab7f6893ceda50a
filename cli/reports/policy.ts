import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { reportIn, type Situation } from "../../policies/command.ts";
import type { Report } from "../../policies/core/judge.ts";
import { stops } from "../../policies/reports/human.ts";
import { jsonReport } from "../../policies/reports/json.ts";
import type { Outcome } from "../outcome.ts";
import type { PolicyOptions } from "../policy-options.ts";
import { version } from "../version.ts";

/** A report where and in the form in which it is wanted. */
export function delivered(report: Report, options: PolicyOptions, { stack }: Situation, folder: string): Outcome {
  const { format = "human", json = false, output } = options;
  const text = reportIn(format, report, version(), stack);
  if (output !== undefined) writeFileSync(resolve(folder, output), stripVTControlCharacters(text));
  return {
    exitCode: stops(report) ? 1 : 0,
    output: output === undefined ? text.trimEnd() : "",
    errors: "",
    ...(json ? { data: JSON.parse(jsonReport(report)) as unknown } : {}),
  };
}
