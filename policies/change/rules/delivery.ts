import type { Operation } from "../../core/change.ts";
import { isServer } from "../../core/roles.ts";
import type { ChangeRule } from "../../core/rule.ts";
import { release } from "../../core/types.ts";

/** What happens to the servers where a release is made in their place, or removed for them. */
const opposite: Partial<Record<Operation, Operation>> = { create: "delete", delete: "create" };

export const deliveryChangesByMove: ChangeRule = {
  pack: "change-safety",
  star: true,
  scope: "change",
  id: "delivery-changes-by-move",
  title: "Servers pass from objects to a Helm release, and back, without being made anew",
  severity: "critical",
  why: "The update would make servers that exist and delete those that run: it stops, or, where one comes through, so does all work.",
  remediation: "Take `scheduler.delivery` back, and have `npx dolphinpod move` hand the running objects over.",
  link: "https://helm.sh/docs/faq/changes_since_helm2/",
  origin: "docs/deliveries.md",
  evaluate: (changes) => {
    const servers = changes.changed.filter(({ object }) => isServer(object.role));
    return changes.changed.flatMap(({ object, operation }) => {
      const expected = object.type === release ? opposite[operation] : undefined;
      if (expected === undefined || !servers.some((server) => server.operation === expected)) return [];
      const received = `a ${operation} of the release with a ${expected} of servers`;
      const fix = "Take `scheduler.delivery` back, and run `npx dolphinpod move`.";
      return [{ object, at: object.root, received, allowed: "a move of what runs", fix }];
    });
  },
};
