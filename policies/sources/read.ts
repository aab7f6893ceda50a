import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PolicyObject } from "../core/object.ts";
import { parseJson } from "./json.ts";
import { manifests, objectsOf } from "./manifests.ts";
import { exportedObjects, previewedObjects } from "./state.ts";

/**
 * All objects of files and folders: manifests in YAML or JSON, `pulumi preview --json`, `pulumi stack export`.
 *
 * @throws where there is none: a report that found nothing in nothing would look like a pass.
 */
export function readObjects(paths: readonly string[]): readonly PolicyObject[] {
  return paths.flatMap((path) => {
    const objects = filesIn(path).flatMap((file) => readFile(file, readFileSync(file, "utf8")));
    if (objects.length > 0) return objects;
    throw new Error(
      `${path}: received no object, allowed manifests, a preview's JSON or an exported state. Name what is to be judged.`,
    );
  });
}

export function readFile(file: string, text: string): readonly PolicyObject[] {
  // JSON is YAML too; its own parser is a hundred times as fast.
  if (!/^\s*[{[]/.test(text)) return manifests(text, file);
  const document = parseJson(file, text);
  const objects = previewedObjects(document) ?? exportedObjects(document) ?? objectsOf(document, { line: 1 });
  return objects.map((object) => ({ ...object, file }));
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ya?ml|json)$/i.test(name))
    .sort()
    .map((name) => join(path, name));
}
