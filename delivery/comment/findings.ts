import { title } from "../../policies/core/object.ts";
import { isRecord } from "../../stacks/config/problems.ts";

/** A finding as a comment shows it. */
export interface ReportedFinding {
  /** Whose it is; undefined where nobody told. */
  readonly stack?: string | undefined;
  readonly rule: string;
  readonly effect: "stops" | "warns";
  readonly text: string;
}

/** A finding that an exemption lets pass. */
export interface ReportedExemption {
  readonly stack?: string | undefined;
  readonly rule: string;
  readonly object: string;
  /** Last day, owner and reason, as far as the report tells. */
  readonly text: string;
}

export interface Reported {
  readonly findings: readonly ReportedFinding[];
  readonly exemptions: readonly ReportedExemption[];
  /** Rules that could not decide before the update. */
  readonly notEvaluated: readonly string[];
}

/**
 * Reads what `npm run policy` and `npm run policy:change` wrote with `--format json` or `--format sarif`.
 *
 * @throws when the document is neither.
 */
export function readFindings(document: unknown, file: string): Reported {
  if (isRecord(document) && Array.isArray(document["runs"])) return fromSarif(document["runs"]);
  if (isRecord(document) && Array.isArray(document["findings"])) return fromJson(document);
  throw new Error(`${file} is no report of npm run policy: write it with --format json or --format sarif.`);
}

/** The same with whose it is. */
export function ofStack(stack: string, { exemptions, findings, notEvaluated }: Reported): Reported {
  const owned = <T>(all: readonly T[]) => all.map((it) => ({ ...it, stack }));
  return { findings: owned(findings), exemptions: owned(exemptions), notEvaluated };
}

/** Several reports as one; two that judged the same resources may say the same. */
export function together(reports: readonly Reported[]): Reported {
  return {
    findings: distinct(reports.flatMap(({ findings }) => findings)),
    exemptions: distinct(reports.flatMap(({ exemptions }) => exemptions)),
    notEvaluated: [...new Set(reports.flatMap(({ notEvaluated }) => notEvaluated))].sort(),
  };
}

function distinct<T>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((it) => [JSON.stringify(it), it])).values()];
}

type Fields = Readonly<Record<string, unknown>>;

const records = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

function fromJson({ exempted, findings, notEvaluated }: Fields): Reported {
  return {
    findings: records(findings).map((found) => ({
      rule: text(found["rule"]),
      effect: found["level"] === "advisory" ? "warns" : "stops",
      text: `${objectIn(found)}: ${sentence(found)}`,
    })),
    exemptions: records(exempted).map((it) => ({
      rule: text(it["rule"]),
      object: objectIn(it),
      text: `until ${text(it["expires"])}, ${text(it["owner"])}: ${text(it["reason"])}`,
    })),
    notEvaluated: records(notEvaluated).map(({ rule }) => text(rule)),
  };
}

function objectIn({ object }: Fields): string {
  return isRecord(object) ? title({ type: text(object["type"]), name: text(object["name"]) }) : "";
}

function sentence({ allowed, fix, path, received }: Fields): string {
  const where = text(path) === "" ? "" : `${text(path)}: `;
  return `${where}received ${text(received)}, allowed ${text(allowed)}. ${text(fix)}`;
}

function fromSarif(runs: readonly unknown[]): Reported {
  const results = records(runs).flatMap(({ results: all }) => records(all));
  const isExempted = ({ suppressions }: Fields) => records(suppressions).length > 0;
  return {
    findings: results
      .filter((result) => !isExempted(result))
      .map((result) => ({
        rule: text(result["ruleId"]),
        effect: result["level"] === "error" ? "stops" : "warns",
        text: messageOf(result),
      })),
    exemptions: results.filter(isExempted).map((result) => ({
      rule: text(result["ruleId"]),
      object: logicalName(result),
      text: records(result["suppressions"])
        .map(({ justification }) => text(justification))
        .join(" "),
    })),
    notEvaluated: [],
  };
}

function messageOf({ message }: Fields): string {
  return isRecord(message) ? text(message["text"]) : "";
}

function logicalName({ locations }: Fields): string {
  const [place] = records(records(locations)[0]?.["logicalLocations"]);
  return text(place?.["name"]);
}
