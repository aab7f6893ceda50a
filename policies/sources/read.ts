import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PolicyObject } from "../core/object.ts";
import { parseJson } from "./json.ts";
import { manifests, objectsOf } from "./manifests.ts";
import { exportedObjects, previewedObjects } from "./state.ts";

/** All objects of files and folders: manifests in YAML or JSON, `pulumi preview --json`, `pulumi stack export`. */
export function readObjects(paths: readonly string[]): readonly PolicyObject[] {
  return paths.flatMap(filesIn).flatMap((file) => readFile(file, readFileSync(file, "utf8")));
}

export function readFile(file: string, text: string): readonly PolicyObject[] {
  // JSON is YAML too; its own parser is a hundred times as fast.
  if (!text.trimStart().startsWith("{")) return manifests(text, file);
  const document = parseJson(file, text);
  const objects = previewedObjects(document) ?? exportedObjects(document) ?? objectsOf(document, { line: 1 });
  return objects.map((object) => ({ ...object, file }));
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}
