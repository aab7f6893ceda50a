import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { comparedPage } from "../bench/policies-compared/page.ts";
import { cliReference } from "../cli/reference.ts";
import checksums from "../images/checksums.json" with { type: "json" };
import { dockerfiles } from "../images/dockerfile.ts";
import { readme } from "../images/readme.ts";
import { policiesReference } from "../policies/docs.ts";
import { lockedDigests } from "../stacks/config/images.ts";
import { stackFileSchema } from "../stacks/config/json-schema.ts";
import { configurationReference } from "../stacks/config/reference.ts";

/** The generated files of docs/, by path. */
export async function generatedDocs(): Promise<Readonly<Record<string, string>>> {
  return {
    ...dockerfiles(checksums, lockedDigests),
    "images/README.md": readme(checksums),
    "docs/cli.md": await cliReference(),
    "docs/configuration.md": configurationReference(),
    "docs/policies-compared.md": comparedPage(),
    "docs/policies.md": policiesReference(),
    "docs/schema/stack.schema.json": `${JSON.stringify(stackFileSchema(), undefined, 2)}\n`,
  };
}

/** Generated files that are missing in the folder or differ from what would be generated now. */
export async function staleDocs(folder: string): Promise<string[]> {
  return Object.entries(await generatedDocs())
    .filter(
      ([path, content]) => !existsSync(join(folder, path)) || readFileSync(join(folder, path), "utf8") !== content,
    )
    .map(([path]) => path);
}

export async function writeDocs(folder: string): Promise<void> {
  for (const [path, content] of Object.entries(await generatedDocs())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

async function run(): Promise<void> {
  const stale = await staleDocs(process.cwd());
  if (!process.argv.includes("--check")) {
    await writeDocs(process.cwd());
    console.log(stale.length > 0 ? `wrote ${stale.join(", ")}` : "already up to date");
  } else if (stale.length > 0) {
    console.error(`stale: ${stale.join(", ")}. Run npm run docs and commit the result.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) run();
