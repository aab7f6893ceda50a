/** One setting of a file. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Settings of a file: lines of `name=value` or `name: value`, or the properties of a Hadoop file in XML. */
export function settingsIn(text: string): readonly Setting[] {
  const lines = text.matchAll(/^[ \t]*([\w.-]+)[ \t]*([=:])[ \t]*(.*?)[ \t\r]*$/gm);
  const properties = text.matchAll(/<name>\s*([\w.-]+)\s*<\/name>\s*<value>([^<]*)<\/value>/g);
  return [
    ...[...lines].map(([, name = "", sign, value = ""]) => ({
      name,
      value: unquoted(sign === ":" ? bare(value) : value),
    })),
    ...[...properties].map(([, name = "", value = ""]) => ({ name, value: value.trim() })),
  ];
}

/** YAML ends a value with a comment; a properties file has none there. */
const bare = (value: string) => value.replace(/(^|\s+)#.*$/, "");

const unquoted = (value: string) => value.replace(/^(["'])(.*)\1$/, "$2");
