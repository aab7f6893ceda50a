import { table } from "../table.ts";
import type { Finding } from "./finding.ts";

/** Findings as a table, what is wrong with its fix below; the sums are the last line. */
export function report(findings: readonly Finding[]): string {
  const rows = findings.map(({ check, says, state }) => [state.toUpperCase(), check, says]);
  const fixes = findings.flatMap((it) =>
    "fix" in it ? [`${it.state} of ${it.check}\n  received  ${it.says}\n  fix       ${it.fix}`] : [],
  );
  return [table(["", "CHECK", "RESULT"], rows), ...fixes, sums(findings)].join("\n\n");
}

function sums(findings: readonly Finding[]): string {
  const number = (state: Finding["state"]) => findings.filter((it) => it.state === state).length;
  const counted = (state: "problem" | "warning") => `${number(state)} ${state}${number(state) === 1 ? "" : "s"}`;
  return `${counted("problem")}, ${counted("warning")}, ${number("ok")} ok, ${number("skipped")} skipped.`;
}

/** Whether something has to be mended before an update. */
export const isIll = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === "problem");
