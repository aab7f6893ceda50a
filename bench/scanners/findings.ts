import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { matches } from "../../policies/core/glob.ts";
import type { Log } from "../../test/lab/tools/progress.ts";
import { checkovBinary, kubeScoreBinary } from "../../test/lab/tools/scanners.ts";
import { type Complaint, checkov, kubeScore, writeFiles } from "../policies-compared/tools.ts";
import { type ScannerExemption, scannerExemptions } from "./exemptions.ts";

export type Scanner = ScannerExemption["scanner"];

/** One complaint of a scanner: "container-image-pull-policy", about "StatefulSet dolphinscheduler-worker". */
export interface ScannerFinding {
  readonly scanner: Scanner;
  readonly check: string;
  readonly object: string;
}

const file = "objects.yaml";

/** What a scanner says about manifests, with all its optional tests or without; it is installed where it is missing. */
export async function scan(
  scanner: Scanner,
  manifests: readonly object[],
  log: Log,
  tests: "all" | "default" = "all",
): Promise<ScannerFinding[]> {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-scanned-"));
  const files = new Map([[file, manifests]]);
  try {
    writeFiles(folder, files);
    const complaints =
      scanner === "checkov"
        ? checkov(await checkovBinary(log), folder, files)
        : kubeScore(await kubeScoreBinary(log), folder, files, tests);
    const found = (complaints.get(file) ?? []).map((it) => ({ scanner, check: it.check, object: objectOf(it) }));
    return [...new Map(found.map((it) => [JSON.stringify(it), it])).values()];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** kube-score calls it kind/group/version/namespace/name, checkov kind.namespace.name. */
function objectOf({ kind, name }: Complaint): string {
  const own = name.includes("/") ? name.split("/").at(-1) : name.split(".").slice(2).join(".");
  return `${kind} ${own}`;
}

const covers = (exemption: ScannerExemption, { check, object, scanner }: ScannerFinding) =>
  exemption.scanner === scanner &&
  exemption.check === check &&
  exemption.objects.some((pattern) => matches(pattern, object));

export interface Exempting {
  /** Findings that nobody gave a reason for. */
  readonly standing: readonly ScannerFinding[];
  readonly exempted: readonly ScannerFinding[];
  /** Exemptions, and objects of them, that no finding needs. */
  readonly unused: readonly string[];
}

/** Findings of a scanner without those that the repository's exemptions name. */
export function exempting(
  scanner: Scanner,
  findings: readonly ScannerFinding[],
  exemptions: readonly ScannerExemption[] = scannerExemptions,
): Exempting {
  const own = exemptions.filter((it) => it.scanner === scanner);
  const isExempted = (finding: ScannerFinding) => own.some((it) => covers(it, finding));
  const unused = own.flatMap((it) =>
    it.objects
      .filter((pattern) => !findings.some((finding) => covers({ ...it, objects: [pattern] }, finding)))
      .map((pattern) => `${it.check} ${pattern}`),
  );
  return { standing: findings.filter((it) => !isExempted(it)), exempted: findings.filter(isExempted), unused };
}
