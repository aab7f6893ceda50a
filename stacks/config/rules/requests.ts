import { parseQuantity } from "../../../components/kubernetes/quantity.ts";
import { serverNames } from "../../../components/scheduler/types.ts";
import { type Rule, rule } from "./rule.ts";

const sized = [...serverNames, "database", "objectStore", "registry"] as const;

export const requestRules: readonly Rule[] = sized.flatMap((section) =>
  (["cpu", "memory"] as const).map((resource) =>
    rule("A request is at most its limit.", [`${section}.${resource}`], ({ settings }) => {
      const { request, limit } = settings[section][resource];
      if ((parseQuantity(request) ?? 0) <= (parseQuantity(limit) ?? 0)) return undefined;
      return {
        path: `${section}.${resource}.request`,
        received: `${request} with a limit of ${limit}`,
        allowed: "at most the limit",
        fix: `Write ${resource}: ${JSON.stringify({ request: limit, limit })}, or raise the limit.`,
      };
    }),
  ),
);
