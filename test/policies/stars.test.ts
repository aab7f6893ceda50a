import { rules } from "../../policies/rules/index.ts";

const starred = rules.filter(({ star }) => star).map(({ id }) => id);

/** What a survey of the best-known checkers (docs/policies.md) found in none of them before these rules were written. */
const surveyed = [
  "probe-that-can-fail",
  "replicas-within-role-limits",
  "jvm-heap-fits-memory-limit",
  "quorum-safe-pdb",
  "worker-graceful-drain",
  "external-database-in-production",
  "no-ephemeral-registry-or-object-store",
  "persistent-logs",
  "pvc-retention-retain",
  "shared-storage-is-rwx",
  "stateful-resources-protected",
  "no-plaintext-secrets-in-helm-values",
  "no-known-default-credentials",
  "keytab-readable-only-by-owner",
  "one-version-across-components",
  "immutable-runtime",
  "scheduler-rpc-not-exposed",
  "database-reachable-only-from-cluster",
  "no-static-replicas-with-scaler",
  "one-scaler-per-workload",
  "scaler-within-role-limits",
  "keda-min-not-zero-in-production",
  "scale-down-is-slow",
  "max-replicas-fit-db-connections",
  "servicemonitor-coverage",
  "kube-prometheus-matches-kubernetes",
  "alerts-for-every-component",
  "rds-final-snapshot",
  "rds-no-apply-immediately-in-production",
  "rds-managed-password",
  "scheduler-uses-object-store",
  "s3-no-force-destroy",
  "irsa-trust-names-one-service-account",
  "one-role-per-component",
  "mesh-injection-coverage",
  "mesh-jobs-terminate",
  "mesh-opaque-ports-for-database-and-registry",
  "ha-pair-not-changed-together",
  "max-removed-replicas-per-update",
  "max-removed-components-per-update",
  "max-changed-fraction",
  "no-replace-of-stateful",
  "no-version-downgrade",
  "no-db-major-with-app-change",
  "change-freeze-window",
  "production-follows-staging",
  "exemption-expired",
  "config-values-valid",
];

/** Rules of which a checker has one of the same purpose: kube-score, and two of kyverno/policies. */
const known = ["no-static-replicas-with-scaler", "log-volume-has-a-limit", "mesh-server-has-authorization"];

test("at least 35 of the rules that the survey found nowhere have a star", () => {
  expect(surveyed.filter((id) => starred.includes(id)).length).toBeGreaterThanOrEqual(35);
  expect(surveyed.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
});

test("what another checker has too has no star", () => {
  expect(starred.filter((id) => known.includes(id))).toEqual([]);
});
