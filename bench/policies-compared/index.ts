import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Case, cases } from "./cases.ts";
import type { Results, Row } from "./page.ts";
import { type Complaint, checkov, kubeScore, writeFiles } from "./tools.ts";

/*
 * Runs kube-score and checkov on every mistake that a rule with a star is for, and writes results.json:
 *
 *   node bench/policies-compared/index.ts --kube-score <file> --checkov <file> && node scripts/docs.ts
 *
 * kube-score is `go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0`, checkov `pip install checkov==3.3.30`.
 */

const versions = { kubeScore: "1.20.0", checkov: "3.3.30" };

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
  const scored = kubeScore(binaries.kubeScore, folder, files);
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

const options = { "kube-score": { type: "string" }, checkov: { type: "string" } } as const;
const { values } = parseArgs({ options });
if (values.checkov === undefined || values["kube-score"] === undefined) throw new Error("Where are both programs?");
const installed = execFileSync(values.checkov, ["--version"], { encoding: "utf8" }).trim();
if (installed !== versions.checkov) throw new Error(`checkov is ${installed}, and ${versions.checkov} is compared.`);

const rows = compare(cases(), { checkov: values.checkov, kubeScore: values["kube-score"] });
const results: Results = { date: new Date().toISOString().slice(0, 10), versions, rows };
writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, undefined, 2)}\n`);
