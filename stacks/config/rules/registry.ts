import { hasRegistryCertificates, registryAccess } from "../build-registry.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

const made = ["zookeeper", "etcd"];

const membersKeepMajority = rule(
  "A ZooKeeper or etcd has 1 member or an odd number from 3, and at least 3 in class prod: an even number stands no more losses than the odd one below it.",
  ["registry.members", "registry.backend", "class"],
  (facts) => {
    const { backend, members } = facts.settings.registry;
    if (!made.includes(backend)) return undefined;
    const least = isProduction(facts) ? 3 : 1;
    if (members >= least && members % 2 === 1) return undefined;
    return {
      path: "registry.members",
      received: String(members),
      allowed: isProduction(facts) ? "an odd number from 3 in class prod" : "1, or an odd number from 3",
      fix: `Write members: ${Math.max(3, members + 1 - (members % 2))}.`,
    };
  },
);

const signInIsPossible = rule(
  "`registry.access: password` is for an existing etcd: a ZooKeeper client of the application prints its password, and etcd made here takes certificates.",
  ["registry.access", "registry.backend", "registry.kind"],
  ({ settings }) => {
    const { backend, kind } = settings.registry;
    if (registryAccess(settings) !== "password" || (backend === "existing" && kind === "etcd")) return undefined;
    const why =
      backend === "etcd"
        ? "etcd's users are made with its own commands, for which its image has no shell"
        : "the application writes ZooKeeper's digest into its log at every start";
    return {
      path: "registry.access",
      received: `password with ${backend === "existing" ? `an existing ${kind}` : `backend ${backend}`}`,
      allowed: `certificates, or open: ${why}`,
      fix: "Write access: certificates.",
    };
  },
);

const certificatesAreComplete = rule(
  "`registry.certificateVersion` goes with certificates that are made here.",
  ["registry.certificateVersion", "registry.access", "registry.backend", "class"],
  ({ settings, written }) => {
    if (!written("registry.certificateVersion") || hasRegistryCertificates(settings)) return undefined;
    return {
      path: "registry.certificateVersion",
      received: `a version with access ${registryAccess(settings)}`,
      allowed: "a version with access: certificates and backend zookeeper or etcd",
      fix: "Remove it, or write access: certificates.",
    };
  },
);

const productionIsClosed = rule(
  "Class prod gives a reason for a registry that whoever reaches its port may use: who writes there decides what runs.",
  ["class", "registry.access", "registry.backend"],
  (facts) => {
    const { access } = facts.settings.registry;
    if (!isProduction(facts) || access?.mode !== "open" || access.reason !== undefined) return undefined;
    return {
      path: "registry.access",
      received: "open, without a reason",
      allowed: "certificates, or {mode: open, reason: ...} in class prod",
      fix: "Write access: certificates, or why nobody but the servers reaches the port.",
    };
  },
);

export const registryRules: readonly Rule[] = [
  membersKeepMajority,
  signInIsPossible,
  certificatesAreComplete,
  productionIsClosed,
];
