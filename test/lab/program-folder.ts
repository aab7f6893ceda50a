import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";

/**
 * The folder that the engine runs a project's program and plugins in: the project's own, or that of `main` in its
 * Pulumi.yaml. Relative paths in a resource's inputs count from there.
 */
export function programFolder(project: string): string {
  const file = join(project, "Pulumi.yaml");
  if (!existsSync(file)) return project;
  const { main } = (parse(readFileSync(file, "utf8")) ?? {}) as { main?: unknown };
  if (typeof main !== "string") return project;
  const path = resolve(project, main);
  return existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
}
