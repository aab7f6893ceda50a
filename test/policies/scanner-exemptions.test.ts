import { exempting } from "../../bench/scanners/findings.ts";

const exemption = {
  scanner: "checkov",
  check: "CKV_1",
  objects: ["StatefulSet *-worker", "Job *"],
  reason: "x",
} as const;
const finding = (check: string, object: string) => ({ scanner: "checkov", check, object }) as const;

test("a finding is exempted by its scanner, its check and its object together", () => {
  const findings = [
    finding("CKV_1", "StatefulSet ds-worker"),
    finding("CKV_1", "StatefulSet ds-master"),
    finding("CKV_2", "StatefulSet ds-worker"),
  ];
  const { exempted, standing } = exempting("checkov", findings, [exemption]);
  expect(exempted).toEqual(findings.slice(0, 1));
  expect(standing).toEqual(findings.slice(1));
});

test("what an exemption names and no finding needs is told, scanner by scanner", () => {
  const findings = [finding("CKV_1", "StatefulSet ds-worker")];
  expect(exempting("checkov", findings, [exemption]).unused).toEqual(["CKV_1 Job *"]);
  expect(exempting("kube-score", [], [exemption]).unused).toEqual([]);
});
