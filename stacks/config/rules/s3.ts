import { s3NameProblem } from "../../../components/object-store/bucket-name.ts";
import type { ObjectStoreAuth } from "../../../components/scheduler/versions/index.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../schema.ts";
import { type Facts, type Rule, rule } from "./rule.ts";

/** A rule for object stores of backend s3 alone. */
function s3Rule(
  says: string,
  reads: readonly string[],
  check: (store: Settings["objectStore"], facts: Facts) => Problem | undefined,
): Rule {
  return rule(says, ["class", "objectStore.backend", ...reads], (facts) =>
    facts.settings.objectStore.backend === "s3" ? check(facts.settings.objectStore, facts) : undefined,
  );
}

const bucketIsOwn = s3Rule(
  "Backend `s3` names its `bucket`, without dots: bucket names are unique in all of AWS.",
  ["objectStore.bucket", "objectStore.accessLogs"],
  ({ accessLogs, bucket }, { written }) => {
    const problem = s3NameProblem(bucket, accessLogs === undefined ? "own" : "given");
    if (written("objectStore.bucket") && problem === undefined) return undefined;
    return {
      path: "objectStore.bucket",
      received: written("objectStore.bucket") ? `${JSON.stringify(bucket)}, which ${problem}` : "nothing",
      allowed: "a name of your own that no bucket of anybody has, without dots",
      fix: "Write for example bucket: acme-dolphinscheduler-prod.",
    };
  },
);

const logsGoElsewhere = s3Rule(
  "`objectStore.accessLogs` go to another bucket.",
  ["objectStore.bucket", "objectStore.accessLogs"],
  ({ accessLogs, bucket }) => {
    if (accessLogs?.bucket !== bucket) return undefined;
    return {
      path: "objectStore.accessLogs.bucket",
      received: `${JSON.stringify(bucket)}, the bucket that is logged`,
      allowed: "another bucket: each log that is written would be logged again",
      fix: "Name another bucket, or leave accessLogs out for one of its own.",
    };
  },
);

type AccessKind = Settings["objectStore"]["access"]["kind"];
const needs: Readonly<Record<AccessKind, ObjectStoreAuth | "web-identity">> = {
  "iam-user": "static-keys",
  "instance-profile": "instance-profile",
  "pod-identity": "web-identity",
  irsa: "web-identity",
};

const versionCanSignIn = s3Rule(
  "`objectStore.access` is a way to sign in that the application's version knows. None knows web identity (apache/dolphinscheduler#17742, #17867).",
  ["objectStore.access", "version"],
  ({ access: { kind } }, { version }) => {
    const known: readonly string[] = Object.keys(version.objectStoreAuth);
    const need = needs[kind];
    if (known.includes(need)) return undefined;
    const kinds = Object.entries(needs).filter(([, it]) => known.includes(it));
    const why =
      need === "web-identity"
        ? "which needs web identity: no version of the application has it (apache/dolphinscheduler#17742, #17867)"
        : `and version ${version.version} signs in with static keys alone`;
    return {
      path: "objectStore.access",
      received: `${kind}, ${why}`,
      allowed: `with version ${version.version}: ${kinds.map(([name]) => name).join(", ")}`,
      fix: "Write access: iam-user, or leave it out. Its key is rotated by keyVersion.",
    };
  },
);

const metadataService = "169.254.169.254/32";
const clients = ["master", "worker", "api"] as const;

/** Network policies keep pods from the metadata service, because tasks there would get whatever the node may do. */
const nodesAreReached = s3Rule(
  "`objectStore.access: instance-profile` opens the metadata service to masters, workers and API servers in `isolation.egress`, for tasks too.",
  ["objectStore.access", "isolation.egress", "isolation.networkPolicies", "version"],
  ({ access }, { settings: { isolation }, version }) => {
    if (access.kind !== "instance-profile" || version.objectStoreAuth[access.kind] === undefined) return undefined;
    if (isolation.networkPolicies.mode === "off") return undefined;
    const open = isolation.egress.filter(({ cidr, ports }) => cidr === metadataService && ports.includes(80));
    if (clients.every((client) => open.some(({ from }) => from.includes(client)))) return undefined;
    return {
      path: "isolation.egress",
      received: `no way to the metadata service for ${clients.join(", ")}`,
      allowed: "an egress to it with access instance-profile: the node's credentials come from there",
      fix: `Add {from: [${clients.join(", ")}], cidr: ${metadataService}, ports: [80]}, and let pods reach it on the nodes (eksctl: disablePodIMDS: false); tasks can use the node's role then.`,
    };
  },
);

/** Regions that opened after the application's AWS SDK (1.12.300 of September 2022, which knows regions by a list). */
const unknownRegions =
  /^(ap-east-2|ap-south-2|ap-southeast-[4-9]|ca-west-1|eu-central-2|eu-south-2|il-central-1|mx-central-1)$/;

const regionIsKnown = s3Rule(
  "The region of backend `s3` is one that the application's AWS SDK (1.12.300) knows; it refuses to start in newer ones.",
  ["aws.region"],
  (_, { settings: { aws } }) => {
    if (!unknownRegions.test(aws.region ?? "")) return undefined;
    return {
      path: "aws.region",
      received: JSON.stringify(aws.region),
      allowed:
        "with backend s3 a region that opened before October 2022: the application's AWS SDK knows no later ones",
      fix: "Choose another region, or backend existing with an endpoint of its own.",
    };
  },
);

export const s3Rules: readonly Rule[] = [
  bucketIsOwn,
  logsGoElsewhere,
  versionCanSignIn,
  nodesAreReached,
  regionIsKnown,
];
