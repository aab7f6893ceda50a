import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root, run } from "./process.ts";

const manifest = z
  .object({
    name: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.string(),
    dependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

/** The engine's SDKs are peers: two copies in one program would not recognise each other's resources. */
function packageJson(): unknown {
  const { dependencies, ...about } = manifest;
  const isPeer = ([name]: [string, string]) => name.startsWith("@pulumi/");
  const entries = Object.entries(dependencies);
  return {
    ...about,
    type: "module",
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    engines: { node: ">=22" },
    dependencies: Object.fromEntries(entries.filter((entry) => !isPeer(entry))),
    peerDependencies: Object.fromEntries(entries.filter(isPeer).map(([name, version]) => [name, `^${version}`])),
  };
}

const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });
process.exitCode = await run("tsc", ["-p", "tsconfig.build.json"]);
if (process.exitCode === 0) {
  writeFileSync(join(dist, "package.json"), `${JSON.stringify(packageJson(), null, 2)}\n`);
  for (const file of ["LICENSE", "README.md", "CHANGELOG.md"]) copyFileSync(join(root, file), join(dist, file));
  console.log("dist/ holds the package. Pack it: npm pack ./dist");
}
