import { healthChecks } from "../../components/gitops/health.ts";
import { luaBinary } from "../lab/tools/lua.ts";
import { toStderr } from "../lab/tools/progress.ts";
import { ask } from "./gitops/health.ts";

let lua: string;
beforeAll(async () => {
  lua = await luaBinary(toStderr);
}, 600_000);

const metadata = { generation: 2, name: "it" };
const condition = (type: string, status: string, more: object = {}) => ({
  message: "so it is",
  reason: "Said",
  status,
  type,
  ...more,
});
const conditions = (...list: object[]) => ({ metadata, status: { conditions: list } });
const route = (...list: object[]) => ({ metadata, status: { parents: [{ conditions: list }] } });
const cluster = (status: object) => ({ metadata, spec: { instances: 3 }, status });

const ready = (kind: string) =>
  [
    [kind, "that nobody looked at yet", { metadata }, "Progressing"],
    [kind, "that is ready", conditions(condition("Ready", "True")), "Healthy"],
    [kind, "that failed", conditions(condition("Ready", "False")), "Degraded"],
    [
      kind,
      "that was ready before its last change",
      { metadata, status: { ...conditions(condition("Ready", "True")).status, observedGeneration: 1 } },
      "Progressing",
    ],
  ] as const;

const cases = [
  ...ready("external-secrets.io_ExternalSecret"),
  ...ready("keda.sh_ScaledObject"),
  ...ready("cert-manager.io_Issuer"),
  [
    "cert-manager.io_Certificate",
    "that is being issued",
    conditions(condition("Ready", "False"), condition("Issuing", "True")),
    "Progressing",
  ],
  ["cert-manager.io_Certificate", "that is there", conditions(condition("Ready", "True")), "Healthy"],
  [
    "cert-manager.io_Certificate",
    "that nobody would sign",
    conditions(condition("Ready", "False"), condition("Issuing", "False", { reason: "Failed" })),
    "Degraded",
  ],
  ["bitnami.com_SealedSecret", "that is open", conditions(condition("Synced", "True")), "Healthy"],
  ["bitnami.com_SealedSecret", "that cannot be opened", conditions(condition("Synced", "False")), "Degraded"],
  ["gateway.networking.k8s.io_HTTPRoute", "that no controller saw", { metadata }, "Progressing"],
  [
    "gateway.networking.k8s.io_HTTPRoute",
    "that is taken",
    route(condition("Accepted", "True", { observedGeneration: 2 })),
    "Healthy",
  ],
  [
    "gateway.networking.k8s.io_HTTPRoute",
    "that was taken before its last change",
    route(condition("Accepted", "True", { observedGeneration: 1 })),
    "Progressing",
  ],
  ["gateway.networking.k8s.io_HTTPRoute", "that is refused", route(condition("Accepted", "False")), "Degraded"],
  ["postgresql.cnpg.io_Cluster", "that is new", { metadata, spec: { instances: 3 } }, "Progressing"],
  [
    "postgresql.cnpg.io_Cluster",
    "that lacks an instance",
    cluster({ conditions: [condition("Ready", "True")], phase: "Creating a new replica", readyInstances: 2 }),
    "Progressing",
  ],
  [
    "postgresql.cnpg.io_Cluster",
    "that is whole",
    cluster({ conditions: [condition("Ready", "True")], phase: "Cluster in healthy state", readyInstances: 3 }),
    "Healthy",
  ],
  [
    "postgresql.cnpg.io_Cluster",
    "that is lost",
    cluster({ phase: "Cluster is unrecoverable and needs manual intervention" }),
    "Degraded",
  ],
  ["policy.linkerd.io_Server", "without a status", { metadata }, "Healthy"],
  ["policy_PodDisruptionBudget", "with too few pods", conditions(condition("DisruptionAllowed", "False")), "Healthy"],
] as const;

test.each(cases)("%s %s", (kind, _, object, status) => {
  expect(ask(healthChecks[kind] ?? "", object, lua).status).toBe(status);
});

test("every check runs on an object without a status, and says something", () => {
  for (const [kind, check] of Object.entries(healthChecks)) {
    const { message, status } = ask(check, { metadata, spec: {} }, lua);
    expect([kind, status]).toEqual([kind, expect.stringMatching(/^(Healthy|Progressing)$/)]);
    expect(message).not.toBe("");
  }
});
