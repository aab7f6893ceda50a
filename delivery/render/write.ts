import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { kustomization, mark } from "./files.ts";
import { isFields } from "./values.ts";

/** How a folder differs from what would be rendered. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Files of an earlier rendering that are objects no more. */
  readonly removed: readonly string[];
}

type Files = Readonly<Record<string, string>>;

/**
 * What writing would change.
 *
 * @throws where the folder is somebody else's: it has a kustomization that no rendering made.
 */
export function difference(folder: string, files: Files): Difference {
  const earlier = earlierFiles(folder);
  const there = (path: string) => existsSync(join(folder, path));
  const paths = Object.keys(files);
  return {
    added: paths.filter((path) => !there(path)),
    changed: paths.filter((path) => there(path) && readFileSync(join(folder, path), "utf8") !== files[path]),
    removed: earlier.filter((path) => files[path] === undefined && there(path)),
  };
}

/** Makes the folder what was rendered. Files that no rendering made stay. */
export function writeFolder(folder: string, files: Files): Difference {
  const found = difference(folder, files);
  for (const path of found.removed) rmSync(join(folder, path));
  for (const path of [...found.added, ...found.changed]) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files[path] ?? "");
  }
  return found;
}

/** What the last rendering listed, by names alone: nothing outside of the folder is ever removed. */
function earlierFiles(folder: string): string[] {
  const list = join(folder, kustomization);
  if (!existsSync(list)) return [];
  const text = readFileSync(list, "utf8");
  if (!text.startsWith(mark)) {
    throw new Error(`${list} was not made by dolphinpod render. Choose another folder with --out, or remove the file.`);
  }
  const parsed: unknown = parse(text);
  const resources = isFields(parsed) && Array.isArray(parsed["resources"]) ? parsed["resources"] : [];
  return resources.map(String).filter((path) => /^[\w.-]+\.yaml$/.test(path));
}
