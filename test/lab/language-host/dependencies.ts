import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Dependency {
  name: string;
  version: string;
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(await readFile(path, "utf8"));
    return isRecord(content) ? content : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What package.json asks for, in the versions that are installed. */
export async function directDependencies(directory: string): Promise<Dependency[]> {
  const manifest = await readJson(join(directory, "package.json"));
  const names = ["dependencies", "devDependencies"].flatMap((field) => Object.keys(manifest[field] ?? {}));
  const versions = names.map(async (name) => {
    const { version } = await readJson(join(directory, "node_modules", name, "package.json"));
    return typeof version === "string" ? [{ name, version }] : [];
  });
  return (await Promise.all(versions)).flat().sort(byName);
}

/** Everything that npm has installed, from the lock file it leaves in node_modules. */
export async function allDependencies(directory: string): Promise<Dependency[]> {
  const { packages } = await readJson(join(directory, "node_modules", ".package-lock.json"));
  return Object.entries(isRecord(packages) ? packages : {})
    .flatMap(([path, entry]) => {
      const name = path.split("node_modules/").at(-1);
      return name && isRecord(entry) && typeof entry["version"] === "string"
        ? [{ name, version: entry["version"] }]
        : [];
    })
    .sort(byName);
}

function byName(a: Dependency, b: Dependency): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
