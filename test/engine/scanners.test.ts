import { type ScannerExemption, scannerExemptions } from "../../bench/scanners/exemptions.ts";
import { exempting, type ScannerFinding, scan } from "../../bench/scanners/findings.ts";
import { refusedPods } from "../../bench/scanners/pods.ts";
import { toStderr } from "../lab/tools/progress.ts";
import { testLab } from "./lab.ts";
import { type Manifest, renderedManifests } from "./rendered.ts";

const lab = testLab();
let manifests: readonly Manifest[] = [];

beforeAll(async () => {
  manifests = await renderedManifests("Pulumi.prod.yaml");
});

/** The findings, or undefined where the scanner cannot be installed, which is said. */
async function scanned(scanner: ScannerExemption["scanner"]): Promise<readonly ScannerFinding[] | undefined> {
  try {
    return await scan(scanner, manifests, toStderr);
  } catch (error) {
    if (!(error instanceof Error) || !/cannot be installed|is not installed|failed:\n/.test(error.message)) throw error;
    toStderr(`${scanner} is skipped: ${error.message}`);
    return undefined;
  }
}

const without = (...kinds: readonly string[]) => manifests.filter(({ kind }) => !kinds.includes(kind));

test.each(["kube-score", "checkov"] as const)(
  "%s finds nothing in prod that is not exempted with a reason",
  async (it) => {
    const findings = await scanned(it);
    if (findings === undefined) return;
    const { standing, unused } = exempting(it, findings);
    expect(standing).toEqual([]);
    expect(unused).toEqual([]);
  },
);

test("a scanner sees a mistake in prod, so that its silence says something", async () => {
  const before = await scanned("kube-score");
  if (before === undefined) return;
  const after = await scan("kube-score", without("NetworkPolicy", "PodDisruptionBudget"), toStderr);
  const news = exempting("kube-score", after).standing.map(({ check }) => check);
  expect(news).toEqual(expect.arrayContaining(["pod-networkpolicy", "statefulset-has-poddisruptionbudget"]));
});

test("an API server takes every pod of prod where only restricted pods may run, and refuses one that is not", async () => {
  expect(await refusedPods(lab.api, manifests)).toEqual([]);
  const text = JSON.stringify(manifests).replaceAll('"runAsNonRoot":true', '"runAsNonRoot":false');
  const refused = await refusedPods(lab.api, JSON.parse(text));
  expect(refused.length).toBeGreaterThanOrEqual(5);
  for (const reason of refused) expect(reason).toContain("runAsNonRoot");
});

test("every exemption says why, and none is so wide that it covers what it is not about", () => {
  for (const { objects, reason } of scannerExemptions) {
    expect(reason.length).toBeGreaterThan(40);
    expect(objects.filter((it) => !/^[A-Z]\w+ \S+$/.test(it))).toEqual([]);
  }
});
