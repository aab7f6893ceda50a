const empty = ["meta", "input"];

/** An element that opens: its name and attributes. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Elements of a page in their order; what is in `style` and `script` is left out. Throws where an element is not closed,
 * or where a sign that means something is left over: then a text would be more than text.
 */
export function elementsOf(html: string): readonly Element[] {
  const found: Element[] = [];
  const open: string[] = [];
  const text = html
    .replace(/^<!doctype html>/, "")
    .replaceAll(/(<(style|script)>)[\s\S]*?<\/\2>/g, (_, start: string, name: string) => `${start}</${name}>`);
  const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*(\/?)>/g;
  const rest = text.replaceAll(tag, (_, end: string, name: string, attributes: string, closed: string) => {
    if (end) {
      if (open.pop() !== name) throw new Error(`</${name}> closes something else`);
      return "";
    }
    const pairs = [...attributes.matchAll(/\s([a-zA-Z-]+)(?:="([^"]*)")?/g)];
    found.push({ name, attributes: new Map(pairs.map(([, key = "", value = ""]) => [key, value])) });
    if (!closed && !empty.includes(name)) open.push(name);
    return "";
  });
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  const left = /[<>"'`]|&(?!#\d+;)/.exec(rest.replaceAll("'", "’"));
  if (left) throw new Error(`left over: ${rest.slice(Math.max(0, left.index - 40), left.index + 40)}`);
  return found;
}
