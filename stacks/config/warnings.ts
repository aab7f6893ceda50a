import { restoredInstance } from "../../components/database/rds/names.ts";
import { type ApplicationVersion, compareVersions } from "../../components/scheduler/versions/index.ts";
import { rdsInstance, restoreSource } from "./build-aws.ts";
import { registryAccess } from "./build-registry.ts";
import type { Problem } from "./problems.ts";
import type { Settings } from "./schema.ts";

/** What is allowed and still deserves a look at every preview: known weaknesses, and exceptions with their reasons. */
export function warn(settings: Settings, version: ApplicationVersion): Problem[] {
  return [
    openAdvisories(version),
    renameIsUnderWay(settings),
    renameLeavesTheDatabase(settings),
    imagesHaveNoDigest(settings),
    foreignTag(settings, version),
    tasksSeeTheDatabase(settings),
    tasksHaveRoot(settings),
    trafficIsOpen(settings),
    registryIsOpen(settings),
    podsAreNotRestricted(settings),
    meshOnlyWatches(settings),
    ...(["master", "worker"] as const).map((server) => canaryIsUnderWay(settings, server)),
    restoreIsUnderWay(settings),
    tasksReachTheBackups(settings),
    tasksCanBeTheNode(settings),
    ...alertsAreSilenced(settings),
  ].filter((problem) => problem !== undefined);
}

function openAdvisories({ version, advisories }: ApplicationVersion): Problem | undefined {
  const mended = advisories.map(({ fixedIn }) => fixedIn).sort(compareVersions);
  const last = mended.at(-1);
  if (last === undefined) return undefined;
  return {
    path: "version",
    received: `${version}, with ${advisories.map(({ id, summary }) => `${id} (${summary})`).join("; ")}`,
    allowed: `${last}, the first version without them`,
    fix: `Plan the upgrade to ${last}; until then let only people log in whom you trust.`,
  };
}

function renameIsUnderWay({ formerName, name }: Settings): Problem | undefined {
  if (formerName === undefined) return undefined;
  return {
    path: "formerName",
    received: `${formerName}, so what is in AWS is taken over for ${name}`,
    allowed: "nothing, once an update has done so",
    fix: "Look for `update` where the preview would say `create` or `delete` in AWS; remove it after the update.",
  };
}

/** The operator's objects are called like the environment, and a cluster renames nothing. */
function renameLeavesTheDatabase({ database, formerName, name }: Settings): Problem | undefined {
  if (formerName === undefined || !/^(in-cluster|cloudnative-pg)$/.test(database.backend)) return undefined;
  return {
    path: "database.backend",
    received: `${database.backend}, so the database of ${name} is a new and empty one, and that of ${formerName} is left`,
    allowed: "a name that stays, or data that were moved first",
    fix: "See docs/production.md, Rename.",
  };
}

function imagesHaveNoDigest({ image: { unpinned } }: Settings): Problem | undefined {
  if (unpinned === undefined) return undefined;
  return {
    path: "image.unpinned",
    received: `until ${unpinned.expires} images may have no digest, because: ${unpinned.reason}`,
    allowed: "images with a digest",
    fix: "Run npm run images -- <stack> --pin, and remove it.",
  };
}

function foreignTag({ image }: Settings, { version }: ApplicationVersion): Problem | undefined {
  if (image.tag === undefined || image.tag.startsWith(version)) return undefined;
  return {
    path: "image.tag",
    received: `${image.tag} with version ${version}`,
    allowed: "a tag that begins with the version, so that images and chart visibly fit each other",
    fix: "Make sure that the images hold this version.",
  };
}

/** A worker has no other use for the database; with a jdbc registry its environment, which tasks inherit, names it. */
function tasksSeeTheDatabase({ registry }: Settings): Problem | undefined {
  if (registry.backend !== "jdbc") return undefined;
  return {
    path: "registry.backend",
    received: "jdbc, so tasks can read the database's credentials from the worker's environment",
    allowed: "zookeeper or existing keep the database from the workers",
    fix: "Use jdbc only where everybody who writes tasks may read the scheduler's database.",
  };
}

function tasksHaveRoot({ worker: { tenants } }: Settings): Problem | undefined {
  if (tenants.mode === "server") return undefined;
  return {
    path: "worker.tenants",
    received: `os-users (root and sudo in the worker), because: ${tenants.reason}`,
    allowed: "server needs neither",
    fix: "Go back to server when the reason is gone.",
  };
}

function trafficIsOpen({ isolation: { networkPolicies } }: Settings): Problem | undefined {
  if (networkPolicies.mode === "deny-by-default") return undefined;
  return {
    path: "isolation.networkPolicies",
    received: `off, because: ${networkPolicies.reason}`,
    allowed: "deny-by-default lets only the needed flows through",
    fix: "Go back to deny-by-default when the reason is gone.",
  };
}

/** Whoever writes there decides which servers exist and who leads them. */
function registryIsOpen(settings: Settings): Problem | undefined {
  const { access, backend } = settings.registry;
  if (settings.class !== "prod" || backend === "jdbc" || registryAccess(settings) !== "open") return undefined;
  return {
    path: "registry.access",
    received:
      access?.mode === "open"
        ? `open, because: ${access.reason}`
        : "nothing, so an existing registry is taken to be open",
    allowed: "certificates, where the registry has TLS",
    fix: "Write access: certificates once the registry takes them. See docs/registry.md.",
  };
}

function podsAreNotRestricted({ mesh: { cni, mode } }: Settings): Problem | undefined {
  if (mode === "off" || cni.mode === "installed") return undefined;
  return {
    path: "mesh.cni",
    received: `missing, so the namespace takes privileged pods, because: ${cni.reason}`,
    allowed: "installed: Linkerd's CNI plugin needs no privileged container in each pod",
    fix: "Install the plugin (docs/mesh.md), then remove it.",
  };
}

function meshOnlyWatches({ mesh: { authorization, mode } }: Settings): Problem | undefined {
  if (mode === "off" || authorization === "deny") return undefined;
  return {
    path: "mesh.authorization",
    received: "audit, so proxies let unknown callers in and only log them",
    allowed: "deny, once all pods have their proxy",
    fix: "Look for authz_name=audit in the proxies' metrics, then remove it. See docs/mesh.md.",
  };
}

function canaryIsUnderWay(settings: Settings, server: "master" | "worker"): Problem | undefined {
  const { partition, replicas } = settings[server];
  if (partition === 0) return undefined;
  return {
    path: `${server}.partition`,
    received: `${partition}, so updates reach ${replicas - partition} of ${replicas} ${server}s`,
    allowed: "0, once the canary does well: two versions side by side are no state to stay in",
    fix: "Lower it step by step, and remove it in the end.",
  };
}

/** A restore takes three updates, and each one says what the next is. */
function restoreIsUnderWay(settings: Settings): Problem | undefined {
  const { backend, restoreFrom } = settings.database;
  if (backend !== "rds" || restoreFrom === undefined) return undefined;
  const original = rdsInstance(settings);
  const restored = restoredInstance(original, restoreSource(restoreFrom, original));
  if (restoreFrom.serve === "original") {
    return {
      path: "database.restoreFrom",
      received: `${restored} is built beside ${original}, which the scheduler still uses`,
      allowed: "a restore that is finished",
      fix: `Look at the data in ${restored}. To use it write serve: restored; to give it up see docs/production.md.`,
    };
  }
  return {
    path: "database.restoreFrom",
    received: `the scheduler uses ${restored}, and ${original} is kept beside it`,
    allowed: "a restore that is finished",
    fix: `When nothing of ${original} is missed, write instance: ${restored} in place of restoreFrom. See docs/production.md.`,
  };
}

function alertsAreSilenced({ monitoring: { silenced } }: Settings): Problem[] {
  return silenced.map(({ alert, reason }, index) => ({
    path: `monitoring.silenced.${index}`,
    received: `${alert} is left out, because: ${reason}`,
    allowed: "every alert that the environment can have",
    fix: "Remove it when the reason is gone.",
  }));
}

function tasksCanBeTheNode({ objectStore: { access, backend } }: Settings): Problem | undefined {
  if (backend !== "s3" || access.kind !== "instance-profile") return undefined;
  return {
    path: "objectStore.access",
    received: `instance-profile, so tasks can do whatever the role ${access.nodeRole} may do`,
    allowed: "iam-user lets tasks use the one bucket alone",
    fix: "Use it only where everybody who writes tasks may have the node's rights.",
  };
}

/** Tasks inherit the worker's environment, and with it the key of the object store. */
function tasksReachTheBackups({ database }: Settings): Problem | undefined {
  if (database.backend !== "cloudnative-pg" || database.backups?.secretName !== undefined) return undefined;
  return {
    path: "database.backups",
    received: "backups where the scheduler's own key writes, so tasks can read and delete them",
    allowed: "a bucket of their own, with a key that only the database has",
    fix: "Write for example backups: {bucket: acme-dolphin-backups, secretName: backup-store}.",
  };
}
