import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../../policies/sources/json.ts";
import { failedPreview, type Preview, readPreview } from "../preview/document.ts";
import { ofStack, type Reported, readFindings } from "./findings.ts";

export interface Recorded {
  readonly previews: readonly Preview[];
  readonly reports: readonly Reported[];
}

/**
 * What `dolphinpod preview --out` left in the folders `preview-<stack>` of a folder. Stacks that are expected and have none,
 * or none that can be read, have a preview that failed: nobody is to take silence for "nothing changes".
 */
export function recordedPreviews(folder: string, expected: readonly string[]): Recorded {
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const there = found.flatMap((name) => /^preview-(.+)$/.exec(name)?.[1] ?? []);
  const all = [...new Set([...expected, ...there])]
    .sort()
    .map((stack) => recorded(join(folder, `preview-${stack}`), stack));
  return { previews: all.map(({ preview }) => preview), reports: all.flatMap(({ reports }) => reports) };
}

function recorded(folder: string, stack: string) {
  const read = (name: string): unknown => parseJson(join(folder, name), readFileSync(join(folder, name), "utf8"));
  const reports = ["policies.json", "changes.json"]
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => ofStack(stack, readFindings(read(name), name)));
  return { preview: previewIn(read, stack), reports };
}

function previewIn(read: (name: string) => unknown, stack: string): Preview {
  try {
    // One that failed at once has no resource to tell its stack by.
    return { ...readPreview(read("preview.json"), "preview.json"), stack };
  } catch {
    return failedPreview(stack, "It left no preview. Its run tells why.");
  }
}
