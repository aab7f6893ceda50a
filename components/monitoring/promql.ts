const operators = new Set(["and", "atan2", "bool", "offset", "or", "unless"]);
/** Each is followed by a list of labels in parentheses. */
const labelLists = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g;
/** A side of a join may also be named without a list. */
const bareJoins = /\b(?:by|without|on|ignoring|group_left|group_right)\b/g;

/**
 * Names of the time series that an expression reads, sorted, each once. It knows the shape of PromQL and no more: a
 * wrong expression is for promtool to find.
 */
export function seriesIn(expression: string): string[] {
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, "")
    .replace(/\{[^{}]*\}/g, " ")
    .replace(/\[[^\]]*\]/g, " ")
    .replace(labelLists, " ")
    .replace(bareJoins, " ");
  // A function or an aggregation is followed by a parenthesis; numbers and durations begin with a digit.
  const names = bare.matchAll(/(?<![\w:.])([A-Za-z_:][\w:]*)(?!\s*\(|[\w:])/g);
  const found = [...names].map(([, name = ""]) => name).filter((name) => !operators.has(name.toLowerCase()));
  return [...new Set(found)].filter((name) => !/^(inf|nan)$/i.test(name)).sort();
}
