import { counted } from "../../stacks/config/index.ts";
import { table } from "../table.ts";
import { commandsByHand, isInCluster, quoted, standsAlone } from "./by-hand.ts";
import type { Item, TeardownPlan } from "./plan.ts";

/** What a teardown does, in words: what goes, what stays and where, and how it goes by hand. */
export function explain(stack: string, plan: TeardownPlan): string {
  return [
    `Teardown of the stack ${stack}, in ${places(plan)}.`,
    `Goes: ${counted(plan.goes.length, "resource")}\n${indented(tally(plan.goes))}`,
    ...plan.emptied.map(
      (name) => `Namespace ${name} goes with all that is in it: volume claims, Secrets and their data.`,
    ),
    staysIn(plan),
  ].join("\n\n");
}

function staysIn(plan: TeardownPlan): string {
  const standing = plan.stays.filter(standsAlone);
  const rows = [
    ...standing.map((item) => [item.kind, item.name, whereOf(item, plan)]),
    ...plan.claims.flatMap(({ names, namespace }) =>
      names.map((name) => ["PersistentVolumeClaim", name, `namespace ${namespace}`]),
    ),
  ];
  if (rows.length === 0) return "Stays: nothing.";
  const settings = plan.stays.length - standing.length;
  return [
    `Stays, with its data, and goes on costing:\n${indented(table(["KIND", "NAME", "WHERE"], rows))}`,
    ...(settings > 0 ? [`Their ${counted(settings, "setting")} (policies, aliases, encryption) stay with them.`] : []),
    `By hand, when nobody needs it any more:\n${indented(commandsByHand(plan).join("\n"))}`,
    "A namespace takes its volume claims and Secrets along, and the salt that stored passwords need (docs/secrets.md). " +
      "Volumes of a storage class with reclaimPolicy Retain stay even then: kubectl get pv.",
  ].join("\n\n");
}

function whereOf(item: Item, { region }: TeardownPlan): string {
  if (!isInCluster(item)) return region === undefined ? "AWS" : `AWS ${region}`;
  return item.namespace === undefined ? "cluster" : `namespace ${item.namespace}`;
}

function places({ context, kubeconfig, region }: TeardownPlan): string {
  const own = kubeconfig === undefined ? "the cluster of the current context" : "the lab";
  const cluster = context === undefined ? own : `the cluster of context ${context}`;
  return region === undefined ? cluster : `${cluster} and AWS ${region}`;
}

/** Each protected resource and the command that takes its protection away. `cli` is how this user calls the CLI. */
export function explainProtection(stack: string, plan: TeardownPlan, cli: string): string {
  const unprotect = (what: string) => `${cli} state unprotect ${what} --yes -s ${stack}`;
  const commands = plan.protected.map(({ resource }) => unprotect(quoted(resource.urn)));
  return [
    `Nothing was done: ${counted(plan.protected.length, "resource")} of ${stack} cannot be deleted, because they are protected:`,
    indented(
      table(
        ["KIND", "NAME"],
        plan.protected.map(({ kind, name }) => [kind, name]),
      ),
    ),
    `Whoever means it unprotects them and runs this again. The next update protects them again.\n${indented(commands.join("\n"))}`,
    `All at once:\n${indented(unprotect("--all"))}`,
  ].join("\n\n");
}

function tally(items: readonly Item[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ");
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
