import { chmodSync, copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { packagedPage, packagedReadme } from "./package-docs.ts";
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

/** Loaded only when a program asks for what needs them. */
const optionalPeers = ["@pulumi/aws", "@pulumi/kubernetes-cert-manager"];

/** The engine's SDKs are peers: two copies in one program would not recognise each other's resources. */
function packageJson(): unknown {
  const { dependencies, ...about } = manifest;
  const isPeer = ([name]: [string, string]) => name.startsWith("@pulumi/");
  const entries = Object.entries(dependencies);
  return {
    ...about,
    type: "module",
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    bin: { dolphinpod: "cli/index.js" },
    engines: { node: ">=22" },
    dependencies: Object.fromEntries(entries.filter((entry) => !isPeer(entry))),
    peerDependencies: Object.fromEntries(entries.filter(isPeer).map(([name, version]) => [name, `^${version}`])),
    peerDependenciesMeta: Object.fromEntries(optionalPeers.map((name) => [name, { optional: true }])),
  };
}

/** TypeScript rewrites imports to `.js` in the code that it emits but not in declarations. */
function rewriteImports(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".d.ts")) continue;
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(/((?:from |import\()"\.[^"]+)\.ts"/g, '$1.js"'));
  }
}

/** What messages and the README name: guides, decisions, run books, and the JSON Schema of stack files. */
function copyDocs(folder: string): void {
  const from = join(root, "docs");
  cpSync(from, join(folder, "docs"), { recursive: true, filter: (path) => !path.endsWith(".png") });
  for (const file of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".md")) continue;
    const isThere = (link: string) => existsSync(join(folder, "docs", dirname(file), link));
    writeFileSync(join(folder, "docs", file), packagedPage(readFileSync(join(from, file), "utf8"), isThere));
  }
  writeFileSync(join(folder, "README.md"), packagedReadme(readFileSync(join(from, "library.md"), "utf8")));
}

/** `npm run build -- <folder>`; the folder is emptied first. */
const target = resolve(root, process.argv[2] ?? "dist");
rmSync(target, { recursive: true, force: true });
process.exitCode = await run("tsc", ["-p", "tsconfig.build.json", "--outDir", target]);
if (process.exitCode === 0) {
  rewriteImports(target);
  writeFileSync(join(target, "package.json"), `${JSON.stringify(packageJson(), null, 2)}\n`);
  for (const file of ["LICENSE", "CHANGELOG.md"]) copyFileSync(join(root, file), join(target, file));
  copyDocs(target);
  // Plain JavaScript, which the compiler leaves where it is.
  cpSync(join(root, "bin/compile-cache.cjs"), join(target, "bin/compile-cache.cjs"));
  // Helm runs it as a program.
  chmodSync(join(target, "components/scheduler/release/post-renderer.js"), 0o755);
  // The chart that looks at the cluster is no code.
  cpSync(join(root, "stacks/cluster-check"), join(target, "stacks/cluster-check"), { recursive: true });
  console.log(`${target} holds the package. Pack it: npm pack ${target}`);
}
