import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isRecord } from "../../stacks/config/problems.ts";
import { projectRoot } from "../../test/lab/paths.ts";

/** As many objects as asked for: those of test/golden/full, again and again, each time in a namespace of its own. */
export function manyObjects(count: number): readonly Readonly<Record<string, unknown>>[] {
  const folder = join(projectRoot(), "test", "golden", "full");
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  // The API server takes no text for a map: what is masked there as a whole is left out here.
  const kubernetes = texts
    .filter((text) => /^apiVersion: /m.test(text))
    .map((text) => JSON.stringify(parse(text.replace(/^data: "\[secret\]"\n/m, ""))));
  return Array.from({ length: count }, (_, index) => {
    const text = kubernetes[index % kubernetes.length] ?? "{}";
    const copy = Math.floor(index / kubernetes.length);
    const object: unknown = JSON.parse(text.replaceAll("dolphinpod-full", `dolphinpod-${copy}`));
    return isRecord(object) ? object : {};
  });
}
