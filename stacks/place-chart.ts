import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const cache = "node_modules/.cache/dolphinpod/charts";

/**
 * The chart for a Helm release: unpacked in the project's own cache, without its hooks, at a path that is the same on
 * every machine.
 *
 * The path is an input of the release, so one in this user's cache would be an update for the next. And Helm leaves hooks
 * alone: neither a post-renderer nor values change them. The chart's makes the tables, unhardened and of a database that
 * it does not know, and `helm rollback` would run it.
 *
 * @param chart an archive or a folder.
 */
export function placeChart(chart: string, project: string = process.cwd()): string {
  const name = basename(chart).replace(/\.tgz$/, "");
  const place = `./${cache}/${name}-${digestOf(chart).slice(0, 12)}`;
  const target = join(project, place);
  if (existsSync(target)) return place;

  mkdirSync(dirname(target), { recursive: true });
  const own = mkdtempSync(`${target}.`);
  const partial = join(own, "chart");
  try {
    mkdirSync(partial);
    unpack(chart, partial);
    for (const file of templatesOf(partial).filter(isHook)) rmSync(file);
    publish(partial, target);
  } finally {
    rmSync(own, { force: true, recursive: true });
  }
  return place;
}

function unpack(chart: string, folder: string): void {
  if (statSync(chart).isDirectory()) cpSync(chart, folder, { recursive: true });
  else
    execFileSync("tar", ["-xzf", chart, "-C", folder, "--strip-components=1"], { stdio: ["ignore", "ignore", "pipe"] });
}

/** Gives a complete folder its name. Another program that runs here may have been quicker, with the same. */
function publish(partial: string, target: string): void {
  try {
    renameSync(partial, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

function digestOf(chart: string): string {
  const hash = createHash("sha256");
  for (const file of filesIn(chart)) hash.update(`${file.slice(chart.length)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { encoding: "utf8", recursive: true }).sort();
  return files.map((file) => join(path, file)).filter((file) => !statSync(file).isDirectory());
}

function templatesOf(chart: string): readonly string[] {
  const folder = join(chart, "templates");
  return existsSync(folder) ? filesIn(folder) : [];
}

/** Whether a template renders one hook and nothing else. */
function isHook(template: string): boolean {
  const text = readFileSync(template, "utf8");
  return /^\s+["']?helm\.sh\/hook["']?:/m.test(text) && text.match(/^kind:/gm)?.length === 1;
}
