import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report, Settings } from "./core/judge.ts";
import { configured } from "./pack-config.ts";
import { humanReport } from "./reports/human.ts";
import { jsonReport } from "./reports/json.ts";
import { junitReport } from "./reports/junit.ts";
import { markdownReport } from "./reports/markdown.ts";
import { sarifReport } from "./reports/sarif.ts";
import { settingsOf } from "./settings.ts";
import { parseJson } from "./sources/json.ts";
import { type StackFile, stackFile } from "./stack-file.ts";

/** What the commands about policies take from their options. */
export interface Common {
  readonly stack?: string | undefined;
  readonly class?: string | undefined;
  readonly config?: string | undefined;
  readonly today?: string | undefined;
}

export interface Situation {
  readonly settings: Settings;
  readonly stack: StackFile | undefined;
}

/** What the options say about the circumstances; throws with what is wrong with them. */
export function situation(options: Common, folder: string): Situation {
  const stack = options.stack === undefined ? undefined : readStack(folder, options.stack);
  const config = new Map(stack?.config ?? []);
  if (options.class !== undefined) config.set("dolphinpod:class", options.class);
  const now = options.today === undefined ? new Date() : new Date(options.today);
  if (Number.isNaN(now.getTime())) throw new Error(`--today: received ${options.today}, allowed a date: 2026-12-31.`);
  const settings = settingsOf(config, now);
  return { settings: options.config === undefined ? settings : readLevels(settings, options.config), stack };
}

function readLevels(settings: Settings, file: string): Settings {
  return configured(settings, parseJson(file, readFileSync(file, "utf8")), file);
}

function readStack(folder: string, name: string): StackFile {
  const file = `Pulumi.${name}.yaml`;
  if (!existsSync(join(folder, file))) throw new Error(`--stack: there is no ${file} here.`);
  return stackFile(readFileSync(join(folder, file), "utf8"), file);
}

const writers = {
  human: (report: Report) => humanReport(report),
  json: jsonReport,
  junit: junitReport,
  markdown: markdownReport,
  sarif: (report: Report, version: string, stack: StackFile | undefined) => sarifReport(report, version, stack?.locate),
};

export type Format = keyof typeof writers;

/** A report in one of the formats. `version` is that of the judge, which SARIF names. */
export function reportIn(format: Format, report: Report, version: string, stack: StackFile | undefined): string {
  return writers[format](report, version, stack);
}
