import type { Access } from "../facts.ts";
import { type Check, ok, problem, type Result, skipped } from "../finding.ts";
import { accessOf } from "../needs/access.ts";
import type { InCluster } from "./server.ts";

export const accessChecks: readonly Check<InCluster>[] = [{ name: "permissions", look: permissions }];

function permissions({ cluster: { denied, served }, needs }: InCluster): Result | readonly Result[] {
  if (!denied.known) return skipped(denied.why);
  if (denied.value.length === 0) return ok(`all ${accessOf(needs.objects, served).length} that an update needs`);
  const apart = Map.groupBy(denied.value, ({ group, namespace }) => `${namespace} ${group}`);
  return [...apart.values()].map(missing);
}

/** What is missing of one API group in one namespace, and the rule that grants it. */
function missing(denied: readonly Access[]): Result {
  const { group = "", namespace = "" } = denied[0] ?? {};
  const byVerbs = Map.groupBy(ofResources(denied), ({ verbs }) => verbs.join(", "));
  const says = [...byVerbs].map(([verbs, of]) => `${verbs} ${of.map(({ resource }) => resource).join(", ")}`);
  const rules = [...byVerbs].map(
    ([verbs, of]) =>
      `{apiGroups: ["${group}"], resources: [${of.map(({ resource }) => resource).join(", ")}], verbs: [${verbs}]}`,
  );
  const where = namespace === "" ? "in the whole cluster" : `in ${namespace}`;
  const role = namespace === "" ? "A ClusterRole bound to you" : `A Role in ${namespace} bound to you`;
  const of = group === "" || group === "*" ? "" : ` of ${group}`;
  return problem(
    `you may not, ${where}: ${says.join("; ")}${of}`,
    `${role} grants it by the rules ${rules.join(", ")}`,
  );
}

function ofResources(denied: readonly Access[]): readonly { readonly resource: string; readonly verbs: string[] }[] {
  return [...Map.groupBy(denied, ({ resource }) => resource)].map(([resource, of]) => ({
    resource,
    verbs: [...new Set(of.map(({ verb }) => verb))].sort(),
  }));
}
