import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import { isServer } from "../../core/roles.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { patchedPodTypes, podTypes } from "../../core/types.ts";

const text = {
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  origin: "Pod Security Standard restricted",
  pack: "kubernetes",
  scope: "object",
  types: podTypes,
} as const;

export const dropAllCapabilities: ObjectRule = {
  ...text,
  id: "drop-all-capabilities",
  title: "Containers drop all capabilities",
  severity: "high",
  why: "The default set lets a container forge packets and change owners of files, which none of these programs needs.",
  remediation: "Set securityContext.capabilities.drop to [ALL].",
  remediates: true,
  evaluate: (object) =>
    object.allContainers
      .map((container) => container.at("securityContext", "capabilities", "drop"))
      .filter((at) => !at.unknown && !at.items.some(({ text: name }) => name === "ALL"))
      .map((at) => ({ at, allowed: "[ALL]", fix: "Write [ALL].", patch: { path: at.path, value: ["ALL"] } })),
};

export const noAddedCapabilities: ObjectRule = {
  ...text,
  id: "no-added-capabilities",
  title: "Containers get no capability back",
  severity: "critical",
  why: "SYS_ADMIN alone is as good as privileged, and dropping all means nothing to what is added by name.",
  remediation: "Remove what securityContext.capabilities.add names; only NET_BIND_SERVICE may be there.",
  types: patchedPodTypes,
  evaluate: (object) =>
    object.allContainers.flatMap((container) => {
      const at = container.at("securityContext", "capabilities", "add");
      const wrong = at.items.flatMap(({ text: name }) => (name === undefined || name === harmless ? [] : [name]));
      if (wrong.length === 0) return [];
      const value = at.items.some(({ text: name }) => name === harmless) ? [harmless] : undefined;
      const fix = "Remove the others.";
      return [{ at, allowed: harmless, fix, received: wrong.join(", "), patch: { path: at.path, value } }];
    }),
};

/** It lets a port below 1024 be opened, and nothing else. */
const harmless = "NET_BIND_SERVICE";

export const noPrivilegeEscalation: ObjectRule = {
  ...text,
  id: "no-privilege-escalation",
  title: "No process gains more rights than it started with",
  severity: "high",
  why: "With setuid programs in an image, a process that is not root becomes root.",
  remediation: "Set securityContext.allowPrivilegeEscalation to false.",
  remediates: true,
  evaluate: (object) =>
    object.allContainers
      .map((container) => container.at("securityContext", "allowPrivilegeEscalation"))
      .filter((at) => !at.unknown && at.flag !== false)
      .map((at) => ({ at, allowed: "false", fix: "Write false.", patch: { path: at.path, value: false } })),
};

export const runAsNonRoot: ObjectRule = {
  ...text,
  id: "run-as-non-root",
  title: "No container runs as root",
  severity: "high",
  why: "Root in the container is root on the node once anything else fails.",
  remediation: "Set runAsNonRoot to true and a runAsUser that is not 0.",
  evaluate: (object) => object.allContainers.flatMap((container) => rootOf(object, container)),
};

/** What the pod says holds for containers that say nothing. */
function rootOf(object: ObjectView, container: Field): readonly Problem[] {
  const own = container.at("securityContext");
  const pod = object.podSpec?.at("securityContext") ?? own;
  const user = own.at("runAsUser").absent ? pod.at("runAsUser") : own.at("runAsUser");
  const nonRoot = own.at("runAsNonRoot").absent ? pod.at("runAsNonRoot") : own.at("runAsNonRoot");
  const fix = "Write true, with a runAsUser that is not 0.";
  if (!user.unknown && user.number === 0) return [{ at: user, allowed: "a user that is not 0", fix }];
  const patch = { path: nonRoot.path, value: true };
  if (!nonRoot.unknown && nonRoot.flag !== true) return [{ at: nonRoot, allowed: "true", fix, patch }];
  return [];
}

export const seccompRuntimeDefault: ObjectRule = {
  ...text,
  id: "seccomp-runtime-default",
  title: "System calls are filtered",
  severity: "medium",
  why: "Without a profile a container may make every system call of the kernel, the broken ones included.",
  remediation: "Set securityContext.seccompProfile.type of the pod to RuntimeDefault.",
  remediates: true,
  evaluate: (object) => {
    const spec = object.podSpec;
    if (spec === undefined) return [];
    const ofPod = spec.at("securityContext", "seccompProfile", "type");
    const value = "RuntimeDefault";
    const wrong = (at: Field) => !at.unknown && at.text !== value && at.text !== "Localhost";
    const bad = object.allContainers
      .map((container) => container.at("securityContext", "seccompProfile", "type"))
      .filter((at) => wrong(at) && (at.present || wrong(ofPod)));
    const places = bad.some((at) => at.absent) ? [ofPod, ...bad.filter((at) => at.present)] : bad;
    return places.map((at) => ({ at, allowed: value, fix: `Write ${value}.`, patch: { path: at.path, value } }));
  },
};

export const readOnlyRoot: ObjectRule = {
  ...text,
  id: "read-only-root",
  title: "Root file systems are read-only",
  severity: "medium",
  why: "What an intruder cannot write, they cannot run; and nothing that matters is lost with the container.",
  remediation: "Set readOnlyRootFilesystem to true and mount volumes where the program writes.",
  origin: "polaris, notReadOnlyRootFilesystem",
  parameters: ["writableRoots"],
  evaluate: (object, { parameters: { writableRoots } }) => {
    const { role } = object;
    if (role !== undefined && writableRoots.includes(role) && isServer(role)) return [];
    return object.allContainers
      .map((container) => container.at("securityContext", "readOnlyRootFilesystem"))
      .filter((at) => !at.unknown && at.flag !== true)
      .map((at) => ({ at, allowed: "true", fix: "Write true, with volumes where it writes." }));
  },
};

export const containerRules = [
  dropAllCapabilities,
  noAddedCapabilities,
  noPrivilegeEscalation,
  runAsNonRoot,
  seccompRuntimeDefault,
  readOnlyRoot,
];
