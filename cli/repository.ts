import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Whether this is the repository, with its lab, and not the package that is made of it. */
export function isRepository(): boolean {
  return existsSync(join(root, "test/lab/index.ts"));
}

/** A file of the repository. The package has neither the lab nor files to lock digests in: `what` is said not to work there. */
export function repositoryFile(path: string, what: string): string {
  if (!isRepository()) throw new Error(`${what}: works in the repository alone, not in the package.`);
  return join(root, path);
}
