import { LineCounter, parseDocument } from "yaml";
import { prefix } from "./load.ts";
import { isRecord, type Problem } from "./problems.ts";

export type Loaded =
  | { readonly ok: true; readonly input: Record<string, unknown> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The sections in the text of a `Pulumi.<stack>.yaml`. */
export function fromStackFile(text: string): Loaded {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const errors = document.errors.map(({ message, pos: [offset] }) => {
    const { line } = lineCounter.linePos(offset);
    return misread(`line ${line}`, message.split(" at line ")[0] ?? message, "YAML", "Mend the line.");
  });
  if (errors.length > 0) return { ok: false, problems: errors };

  const file: unknown = document.toJS();
  const config = isRecord(file) ? file["config"] : undefined;
  if (!isRecord(config)) {
    const fix = "Write config: and under it dolphinpod:class: dev.";
    return { ok: false, problems: [misread("config", "no such section", "an object of dolphinpod: keys", fix)] };
  }
  const bare = Object.keys(config).filter((key) => !key.includes(":"));
  if (bare.length > 0) {
    const problems = bare.map((key) => {
      return misread(key, "a key without a namespace", "<namespace>:<key>", `Write ${prefix}${key}.`);
    });
    return { ok: false, problems };
  }
  const sections = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return { ok: true, input: Object.fromEntries(sections.map(([key, value]) => [key.slice(prefix.length), value])) };
}

function misread(path: string, received: string, allowed: string, fix: string): Problem {
  return { path, received, allowed, fix };
}
