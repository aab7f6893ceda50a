import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";

/** Policies in JSON that an object holds: one, or those in a role. */
export const policiesOf = (object: ObjectView): readonly Field[] => [
  object.at("policy"),
  ...object.at("inlinePolicies").items.map((it) => it.at("policy")),
];

/** A statement of a policy, as far as rules ask. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** It allows all but some actions. */
  readonly allBut: boolean;
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: string;
}

const list = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((it) => typeof it === "string");

/** The statements of a policy in JSON; none when it cannot be read. */
export function statements(policy: Field): readonly Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(policy.text ?? "null");
  } catch {
    return [];
  }
  const found = typeof document === "object" && document !== null ? Reflect.get(document, "Statement") : undefined;
  return (Array.isArray(found) ? found : [found])
    .filter((it): it is object => typeof it === "object" && it !== null)
    .map(statement);
}

function statement(raw: object): Statement {
  const get = (key: string): unknown => Reflect.get(raw, key);
  const principal = get("Principal");
  const named =
    typeof principal === "object" && principal !== null ? Object.values(principal).flatMap(list) : list(principal);
  return {
    effect: String(get("Effect")),
    actions: list(get("Action")),
    allBut: get("NotAction") !== undefined,
    // All but some are all, to a right that should name what it is for.
    resources: get("NotResource") === undefined ? list(get("Resource")) : ["*"],
    principals: named,
    conditions: JSON.stringify(get("Condition") ?? {}),
  };
}

export const allowing = (policy: Field) => statements(policy).filter(({ effect }) => effect === "Allow");
