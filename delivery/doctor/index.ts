import { accessChecks } from "./checks/access.ts";
import { namespaceChecks } from "./checks/namespace.ts";
import { nodeChecks } from "./checks/nodes.ts";
import { outsideChecks } from "./checks/outside.ts";
import { serverChecks } from "./checks/server.ts";
import { stackChecks } from "./checks/stack.ts";
import { storageChecks } from "./checks/storage.ts";
import { toolChecks } from "./checks/tools.ts";
import type { Facts } from "./facts.ts";
import { examine, type Finding, leaveOut } from "./finding.ts";

const clusterChecks = [...serverChecks, ...namespaceChecks, ...storageChecks, ...nodeChecks, ...accessChecks];

/** What all checks say about the facts, in the order in which things have to be mended. */
export function diagnose(facts: Facts): readonly Finding[] {
  const { cluster, outside, patient } = facts;
  const all = [...examine(toolChecks, facts), ...examine(stackChecks, facts)];
  if (!patient.known) {
    const why = facts.asked.stack === undefined ? "no stack is named" : "the stack has to resolve first";
    return [...all, ...leaveOut(clusterChecks, why), ...leaveOut(outsideChecks, why)];
  }
  const inCluster = cluster.known
    ? examine(clusterChecks, { ...patient.value, cluster: cluster.value })
    : leaveOut(clusterChecks, "the cluster has to answer first");
  const outsideOf = outside.known
    ? examine(outsideChecks, { ...patient.value, cluster, outside: outside.value })
    : leaveOut(outsideChecks, outside.why);
  return [...all, ...inCluster, ...outsideOf];
}
