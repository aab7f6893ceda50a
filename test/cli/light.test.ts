import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { projectRoot } from "../lab/paths.ts";

const folder = join(projectRoot(), "cli/commands");

/** What a file loads as soon as it is loaded: files by their paths, packages by their names. */
function loads(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(file, "utf8");
  for (const [, clause = "", name = ""] of text.matchAll(/^(?:import|export) (?:([^;"]*?) from )?"([^"]+)";/gm)) {
    if (clause.startsWith("type ") || name.startsWith("node:")) continue;
    const path = name.startsWith(".") ? join(dirname(file), name) : name;
    if (seen.has(path)) continue;
    seen.add(path);
    if (existsSync(path)) loads(path, seen);
  }
  return seen;
}

test.each(readdirSync(folder))("%s loads nothing heavy before it runs: help and completion are quick", (name) => {
  const loaded = [...loads(join(folder, name))];
  const heavy = loaded.filter((path) => !path.startsWith("/") || /^(stacks|components|policies)/.test(local(path)));
  expect(heavy).toEqual([]);
});

const local = (path: string) => relative(projectRoot(), path);
