import { join } from "node:path";
import type { Tool } from "./list.ts";

/** Modules that a go.mod replaces by folders of its own source tree, which a published module does not carry. */
export function siblingModules(goMod: string): string[] {
  return [...goMod.matchAll(/^\s*(?:replace\s+)?(\S+)\s+=>\s+\.\/\S+\s*$/gm)].map(([, module]) => module ?? "").sort();
}

/** A module file whose only purpose is to build the tool at its version. */
export function moduleFile(tool: Tool, siblings: string[]): string {
  const replaces = [
    ...Object.entries(tool.replace ?? {}).map(([from, to]) => `replace ${from} => ${to}`),
    ...siblings.map((module) => `replace ${module} => ${module} ${tool.siblings}`),
  ];
  return [`module lab/${tool.name}`, `go ${tool.go}`, `require ${tool.module} ${tool.version}`, ...replaces, ""].join(
    "\n",
  );
}

/** Arguments of `go` that build the tool into a folder. */
export function buildArguments(tool: Tool, folder: string): string[] {
  const variables = Object.entries(tool.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const flags = ["-v", "-trimpath", "-ldflags", ["-s -w", ...variables].join(" ")];
  if (tool.tags) flags.push("-tags", tool.tags);
  // Only a file name keeps Go from naming the binary of `.../server/v3` "server".
  const output = tool.packages.length === 1 ? join(folder, tool.name) : `${folder}/`;
  return ["build", ...flags, "-o", output, ...tool.packages];
}
