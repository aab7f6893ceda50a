/** What a request to AWS is about, as far as the policies here look at it. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  /** Condition keys that the request has. */
  readonly context: Readonly<Record<string, string>>;
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Service: string };
  readonly Resource: string | readonly string[];
}

const listOf = (value: string | readonly string[]) => (typeof value === "string" ? [value] : value);

function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`).test(text);
}

/**
 * The condition operators that the policies use, as
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html has them: a
 * positive one needs the key, and a negative one is true without it.
 */
function holds(operator: string, key: string, wanted: string | readonly string[], { context }: Request): boolean {
  const value = context[key];
  const is = () => value !== undefined && listOf(wanted).includes(value);
  switch (operator) {
    case "Null":
      return String(value === undefined) === wanted;
    case "StringNotEquals":
      return !is();
    case "ArnEquals":
    case "Bool":
    case "StringEquals":
      return is();
    default:
      throw new Error(`unknown operator ${operator}`);
  }
}

function applies(statement: Statement, request: Request): boolean {
  const { Action, Condition = {}, Principal = "*", Resource } = statement;
  return (
    (Principal === "*" || Principal.Service === request.principal) &&
    listOf(Action).some((action) => matches(action, request.action)) &&
    listOf(Resource).some((resource) => matches(resource, request.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, request)),
    )
  );
}

/** What a policy says of a request: a denial wins, and who says nothing leaves it to others. */
export function decide(policy: string, request: Request): "allow" | "deny" | "silent" {
  const { Statement: statements } = JSON.parse(policy) as { readonly Statement: readonly Statement[] };
  const effects = statements.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
  if (effects.includes("Deny")) return "deny";
  return effects.includes("Allow") ? "allow" : "silent";
}
