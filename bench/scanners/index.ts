import { renderedManifests } from "../../test/engine/rendered.ts";
import type { Log } from "../../test/lab/tools/progress.ts";
import type { Bar, Measurement } from "../bar.ts";
import { withLab } from "../lab.ts";
import { exempting, type Scanner, scan } from "./findings.ts";
import { refusedPods } from "./pods.ts";

/**
 * What the same scanners said of the objects of the upstream chart 3.2.2 with the best values that it allows, by the
 * tests that are on by default: measured once, before this project began.
 */
const upstream = { "kube-score": 25, checkov: 69, pods: 5 } as const;

export const scanners: Measurement = {
  name: "scanners",
  about: "what kube-score, checkov and the Pod Security Standard restricted say of the objects of prod",
  run: async (_, log) => {
    const manifests = await renderedManifests("Pulumi.prod.yaml");
    const refused = await withLab(log, (lab) => refusedPods(lab.api, manifests));
    return [
      ...(await ofScanner("kube-score", manifests, log)),
      ...(await ofScanner("checkov", manifests, log)),
      {
        name: "Pod Security Standard restricted, pods of prod refused",
        comparedWith: `all ${upstream.pods} pods of the upstream chart refused`,
        runs: [refused.length],
        limit: 0,
        unit: "findings",
      },
    ];
  },
};

/** The strict bar is on all tests; to be compared with the upstream chart, only those that are on by default count. */
async function ofScanner(scanner: Scanner, manifests: readonly object[], log: Log): Promise<Bar[]> {
  const { exempted, standing } = exempting(scanner, await scan(scanner, manifests, log));
  const failed = await scan(scanner, manifests, log, "default");
  return [
    {
      name: `${scanner}, findings in prod without a reason`,
      comparedWith: "nothing: none is to stand",
      detail: `${exempted.length} more with a reason, optional tests on`,
      runs: [standing.length],
      limit: 0,
      unit: "findings",
    },
    {
      name: `${scanner}, failed checks of prod`,
      comparedWith: "those of the upstream chart with the best values that it allows",
      runs: [failed.length],
      limit: upstream[scanner],
      unit: "findings",
    },
  ];
}
