import type { Kind } from "./types.ts";

/**
 * How Argo CD tells whether a custom resource is well (https://argo-cd.readthedocs.io/en/stable/operator-manual/health/).
 * A wave waits for the one before to be healthy, so that what reads a Secret comes after it, and a kind without a check
 * would count as healthy at once. Each is Lua, gets `obj`, and returns a status and a message.
 *
 * `observedGeneration` matters: right after a change the conditions are still those of the object before.
 */
export const healthChecks: Readonly<Record<string, string>> = {
  "cert-manager.io_Certificate": certificate(),
  "cert-manager.io_Issuer": condition("Ready", "Waiting for cert-manager"),
  "external-secrets.io_ExternalSecret": condition("Ready", "Waiting for External Secrets"),
  "bitnami.com_SealedSecret": condition("Synced", "Waiting for the controller of SealedSecrets"),
  "keda.sh_ScaledObject": condition("Ready", "Waiting for KEDA"),
  "gateway.networking.k8s.io_HTTPRoute": parents(),
  // Argo CD's own check calls it degraded while pods are few, and a rolling update would be a failed sync.
  policy_PodDisruptionBudget: always("It says how many pods may go, not how many there are"),
  "postgresql.cnpg.io_Cluster": cluster(),
  "postgresql.cnpg.io_ScheduledBackup": always("It has no state of its own: its backups do"),
  // Proxies read them; no controller reports on them.
  "policy.linkerd.io_AuthorizationPolicy": always("Proxies read it"),
  "policy.linkerd.io_MeshTLSAuthentication": always("Proxies read it"),
  "policy.linkerd.io_NetworkAuthentication": always("Proxies read it"),
  "policy.linkerd.io_Server": always("Proxies read it"),
};

export const healthKey = ({ group, kind }: Kind): string => `${group}_${kind}`;

function lines(...parts: readonly string[]): string {
  return `${parts.join("\n")}\n`;
}

/** One condition of the object's status: True is well, False is not, and nothing or Unknown is on its way. */
function condition(type: string, waiting: string): string {
  return lines(
    "local health = {}",
    'health.status = "Progressing"',
    `health.message = "${waiting}"`,
    "if obj.status == nil or obj.status.conditions == nil then return health end",
    "local seen = obj.status.observedGeneration",
    "if seen ~= nil and seen ~= obj.metadata.generation then return health end",
    "for _, condition in ipairs(obj.status.conditions) do",
    `  if condition.type == "${type}" then`,
    "    health.message = condition.message or condition.reason or condition.type",
    '    if condition.status == "True" then health.status = "Healthy" end',
    '    if condition.status == "False" then health.status = "Degraded" end',
    "  end",
    "end",
    "return health",
  );
}

/** It is not ready as long as it is being issued, which takes its time; only a failed attempt is wrong. */
function certificate(): string {
  return lines(
    "local health = {}",
    'health.status = "Progressing"',
    'health.message = "Waiting for cert-manager"',
    "if obj.status == nil or obj.status.conditions == nil then return health end",
    "for _, condition in ipairs(obj.status.conditions) do",
    '  if condition.type == "Issuing" and condition.status == "False" and condition.reason == "Failed" then',
    '    return { status = "Degraded", message = condition.message }',
    "  end",
    '  if condition.type == "Ready" then',
    "    health.message = condition.message or health.message",
    '    if condition.status == "True" then health.status = "Healthy" end',
    "  end",
    "end",
    "return health",
  );
}

/** A route is well when each of its parents took it. Parents that nobody answers for yet are on their way. */
function parents(): string {
  return lines(
    "local health = {}",
    'health.status = "Progressing"',
    'health.message = "Waiting for a controller to take the route"',
    "if obj.status == nil or obj.status.parents == nil then return health end",
    "for _, parent in ipairs(obj.status.parents) do",
    "  for _, condition in ipairs(parent.conditions or {}) do",
    "    local current = condition.observedGeneration == nil or condition.observedGeneration == obj.metadata.generation",
    '    if condition.type == "Accepted" and current then',
    "      health.message = condition.message or condition.reason or condition.type",
    '      if condition.status ~= "True" then',
    '        health.status = "Degraded"',
    "        return health",
    "      end",
    '      health.status = "Healthy"',
    "    end",
    "  end",
    "end",
    "return health",
  );
}

/** CloudNativePG counts its ready instances and names the phase it is in. */
function cluster(): string {
  return lines(
    "local health = {}",
    'health.status = "Progressing"',
    'health.message = "Waiting for CloudNativePG"',
    "if obj.status == nil then return health end",
    "health.message = obj.status.phase or health.message",
    'if string.find(health.message, "not recoverable") or string.find(health.message, "[Uu]nrecoverable") then',
    '  health.status = "Degraded"',
    "  return health",
    "end",
    "for _, condition in ipairs(obj.status.conditions or {}) do",
    '  if condition.type == "Ready" and condition.status == "True" then',
    "    if (obj.status.readyInstances or 0) == obj.spec.instances then",
    '      health.status = "Healthy"',
    "    end",
    "  end",
    "end",
    "return health",
  );
}

function always(message: string): string {
  return lines(`return { status = "Healthy", message = "${message}" }`);
}
