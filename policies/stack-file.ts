import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { isRecord } from "../stacks/config/problems.ts";
import { roleOf } from "./core/roles.ts";
import type { Locate } from "./reports/sarif.ts";

/** A stack file: its configuration as Pulumi would hand it on, and where things stand in it. */
export interface StackFile {
  readonly config: ReadonlyMap<string, string>;
  readonly locate: Locate;
}

export function stackFile(text: string, file: string): StackFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true });
  const [error] = document.errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  const content: unknown = document.toJS();
  const config = isRecord(content) && isRecord(content["config"]) ? content["config"] : {};
  const lineOf = (path: readonly string[]): number | undefined =>
    keyLine(document.contents, ["config", ...path], lines);
  return {
    config: new Map(Object.entries(config).map(([key, value]) => [key, asText(value)])),
    locate: ({ object, path }) => {
      const option = optionOf(object, path);
      const line = option && (lineOf(option) ?? lineOf(option.slice(0, 1)));
      return line === undefined ? undefined : { file, line };
    },
  };
}

const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** Line of a key, by the keys that lead to it. */
function keyLine(node: Node | null, [key, ...rest]: readonly string[], lines: LineCounter): number | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find((it) => isScalar(it.key) && it.key.value === key);
  if (pair === undefined || !isScalar(pair.key)) return undefined;
  if (rest.length === 0) return lines.linePos(pair.key.range?.[0] ?? 0).line;
  return keyLine(pair.value as Node | null, rest, lines);
}

/** Options that fields of objects come from: what a person changes to mend a finding there. */
const options: readonly (readonly [RegExp, string])[] = [
  [/^spec\.replicas$|^spec\.max/, "replicas"],
  [/resources\.limits\.memory|resources\.requests\.memory/, "memory"],
  [/resources\..*cpu/, "cpu"],
  [/terminationGracePeriodSeconds|preStop/, "drain"],
  [/volume/, "logs"],
  [/env\[/, "heap"],
  [/affinity|topologySpread/, "spread"],
  [/priorityClassName/, "priorityClass"],
];

function optionOf(object: Parameters<Locate>[0]["object"], path: string): readonly string[] | undefined {
  const name = object.name.split("/").at(-1) ?? "";
  if (object.type.endsWith(":Ingress")) return ["dolphinpod:ingress"];
  if (/image$/.test(path)) return ["dolphinpod:image", "tag"];
  // The name alone: that it is of this project is known here.
  const role = roleOf({ labels: { "app.kubernetes.io/part-of": "dolphinscheduler" }, name, images: [] });
  if (role === undefined) return undefined;
  const option = options.find(([pattern]) => pattern.test(path))?.[1];
  return option === undefined ? [`dolphinpod:${role}`] : [`dolphinpod:${role}`, option];
}
