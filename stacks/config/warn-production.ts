import type { Problem } from "./problems.ts";
import type { Settings } from "./schema.ts";

/** What class prod allows and a production should not have for long. */
export function warnProduction(settings: Settings): Problem[] {
  if (settings.class !== "prod") return [];
  return [
    registryHasNoCopies(settings),
    ...rangesSayNothing(settings),
    plainHttpIsServed(settings),
    controllerIsNotTold(settings),
  ].filter((problem) => problem !== undefined);
}

function registryHasNoCopies({ registry: { backend, snapshots } }: Settings): Problem | undefined {
  if (backend !== "etcd" || snapshots > 0) return undefined;
  return {
    path: "registry.snapshots",
    received: "0, so there is no copy of the registry",
    allowed: "a copy for each of some days",
    fix: "Write snapshots: 7, or leave it out.",
  };
}

/** A range of every address is what leaving the option out means, and looks like a choice. */
function rangesSayNothing({ database, objectStore, registry }: Settings): Problem[] {
  const ranges = {
    "database.cidr": database.cidr,
    "database.apiServer": database.apiServer,
    "database.backups.cidr": database.backups?.cidr,
    "objectStore.cidr": objectStore.cidr,
    "registry.cidr": registry.cidr,
  };
  return Object.entries(ranges).flatMap(([path, range]) => {
    if (range === undefined || !/\/0+$/.test(range)) return [];
    return [
      {
        path,
        received: `${range}, which is every address`,
        allowed: "the range that the server is in: the network policy closes the others",
        fix: "Write the range of its subnets.",
      },
    ];
  });
}

function plainHttpIsServed({ ingress: { annotations, host } }: Settings): Problem | undefined {
  const off = Object.keys(annotations).find(
    (key) => /\/(force-)?ssl-redirect$/.test(key) && annotations[key] === "false",
  );
  if (host === undefined || off === undefined) return undefined;
  return {
    path: `ingress.annotations.${off}`,
    received: '"false", so the user interface answers plain HTTP too, with passwords in it',
    allowed: "a redirect to https",
    fix: "Remove it.",
  };
}

function controllerIsNotTold({ ingress: { annotations, controller, host } }: Settings): Problem | undefined {
  if (host === undefined || controller === "nginx" || Object.keys(annotations).length > 0) return undefined;
  return {
    path: "ingress.annotations",
    received: "none, with controller other",
    allowed: "what your controller reads for a redirect to https, uploads of 1 GiB and answers that take minutes",
    fix: "Write its annotations, or settings of its own where it has them elsewhere.",
  };
}
