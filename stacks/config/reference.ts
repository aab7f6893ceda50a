import { classLayers } from "./classes.ts";
import { type SchemaNode, sectionsSchema } from "./json-schema.ts";
import { defaults } from "./layers.ts";
import { isRecord } from "./problems.ts";
import { rules } from "./rules/index.ts";

const introduction = `# Configuration

<!-- Generated from stacks/config by \`npm run docs\`. Do not edit. -->

An environment is configured in \`Pulumi.<stack>.yaml\`, one key a section under \`config:\`. Write only what differs from
the environment's class:

\`\`\`yaml
# yaml-language-server: $schema=./docs/schema/stack.schema.json
config:
  dolphinpod:class: dev
  dolphinpod:worker:
    replicas: 2
    memory: 4Gi
\`\`\`

Layers are laid over each other: the built-in defaults, the class, the stack's own lines. An option is replaced as a
whole: \`memory: 4Gi\` sets request and limit. \`npm run config -- <stack>\` prints the resolved environment with the layer
that each value came from. All mistakes are reported at once. No option holds a secret: backends \`existing\` name a
Kubernetes Secret.

An empty cell under *dev* or *prod* means the default; \`-\` means that nothing is set.`;

/** docs/configuration.md: every section with its options, what they may be, and what each layer makes of them. */
export function configurationReference(): string {
  const sections = Object.entries(sectionsSchema().properties ?? {});
  const plain = sections.filter(([, node]) => !node.properties);
  const structured = sections.filter(([, node]) => node.properties);
  return `${[
    introduction,
    `## General\n\n${table(plain.map(([name, node]) => row(name, node, [name])))}`,
    ...structured.map(([name, node]) => section(name, node)),
    `## Rules across options\n\n${[...new Set(rules.map(({ says }) => `- ${says}`))].join("\n")}`,
  ].join("\n\n")}\n`;
}

function section(name: string, node: SchemaNode): string {
  const options = Object.entries(node.properties ?? {});
  const rows = options.map(([option, it]) => row(option, it, [name, option]));
  return `## \`dolphinpod:${name}\`\n\n${node.description ?? ""}\n\n${table(rows)}`;
}

const columns = ["Option", "Allowed", "Default", "dev", "prod", "Example", "Meaning"];

function table(rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

function row(option: string, node: SchemaNode, path: readonly string[]): string[] {
  const fallback = at(defaults(), path);
  const ofClass = (layer: unknown) => {
    const value = at(layer, path);
    return value === undefined ? "" : code(value);
  };
  return [
    code(option),
    node.allowed ?? "",
    fallback === undefined ? "-" : code(fallback),
    ofClass(classLayers.dev),
    ofClass(classLayers.prod),
    code(node.example),
    node.description ?? "",
  ];
}

function at(tree: unknown, path: readonly string[]): unknown {
  return path.reduce((value: unknown, key) => (isRecord(value) ? value[key] : undefined), tree);
}

/** A value as one would write it in the stack file, the short form where there is one. */
function code(value: unknown): string {
  return `\`${flow(value)}\``;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (!isRecord(value))
    return typeof value === "string" && /^[^\s:{}[\],"'&*#?|<>=!%@`-][^{}[\],]*$/.test(value)
      ? value
      : JSON.stringify(value);
  const { kind, size, request, limit, mode, ...rest } = value;
  if (Object.keys(rest).length === 0) {
    if (kind === "persistent") return flow(size);
    if (request !== undefined && request === limit) return flow(limit);
    if (mode !== undefined) return flow(mode);
    if (kind === undefined && size !== undefined) return flow(size);
  }
  return `{${Object.entries(value)
    .map(([key, item]) => `${flow(key)}: ${flow(item)}`)
    .join(", ")}}`;
}
