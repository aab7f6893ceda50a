import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toStderr } from "../../test/lab/tools/progress.ts";
import { checkovBinary, checkovVersion, kubeScore, kubeScoreBinary } from "../../test/lab/tools/scanners.ts";
import { type Case, cases } from "./cases.ts";
import type { Results, Row } from "./page.ts";
import { type Complaint, checkov, kubeScore as score, writeFiles } from "./tools.ts";

/*
 * Runs kube-score and checkov on every mistake that a rule with a star is for, and writes results.json:
 *
 *   node bench/policies-compared/index.ts && node scripts/docs.ts
 */

const fileOf = (index: number, kind: "good" | "bad") => `${kind}-${index}.yaml`;

/**
 * Checks that complain with the mistake and did not without it. What they say of an object that was added counts when
 * they do not say it of its kind anyway.
 */
function news(before: readonly Complaint[] = [], after: readonly Complaint[] = []): readonly string[] {
  const known = new Set(before.map((it) => JSON.stringify(it)));
  const objects = new Set(before.map(({ kind, name }) => `${kind} ${name}`));
  const anyway = new Set(before.map(({ check, kind }) => `${check} ${kind}`));
  const added = after
    .filter((it) => !known.has(JSON.stringify(it)))
    .filter(({ check, kind, name }) => objects.has(`${kind} ${name}`) || !anyway.has(`${check} ${kind}`));
  return [...new Set(added.map(({ check }) => check))].sort();
}

function compare(all: readonly Case[], binaries: { kubeScore: string; checkov: string }): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), "policies-compared-"));
  const files = new Map(
    all.flatMap(({ bad, good, unseen }, index) =>
      unseen === undefined ? [[fileOf(index, "good"), good] as const, [fileOf(index, "bad"), bad] as const] : [],
    ),
  );
  writeFiles(folder, files);
  const scored = score(binaries.kubeScore, folder, files);
  const checked = checkov(binaries.checkov, folder, files);
  rmSync(folder, { recursive: true });
  return all.map(({ rule, mistake, unseen }, index) => {
    const [good, bad] = [fileOf(index, "good"), fileOf(index, "bad")];
    const found = {
      kubeScore: news(scored.get(good), scored.get(bad)),
      checkov: news(checked.get(good), checked.get(bad)),
    };
    return { rule, mistake, ...found, ...(unseen === undefined ? {} : { unseen }) };
  });
}

const binaries = { checkov: await checkovBinary(toStderr), kubeScore: await kubeScoreBinary(toStderr) };
const versions = { checkov: checkovVersion, kubeScore: kubeScore.version.slice(1) };
const rows = compare(cases(), binaries);
const results: Results = { date: new Date().toISOString().slice(0, 10), versions, rows };
writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, undefined, 2)}\n`);
