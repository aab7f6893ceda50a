import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectRoot } from "../lab/paths.ts";

/** Which layers a layer may import; ARCHITECTURE.md says why. */
const below: Readonly<Record<string, readonly string[]>> = {
  components: [],
  stacks: ["components"],
  policies: ["components", "stacks"],
  delivery: ["components", "images", "policies", "stacks"],
  cli: ["delivery", "policies", "stacks"],
};

/** The program loads its guards when a stack file asks for them. */
const exceptions: Readonly<Record<string, string>> = { "stacks/index.ts": "policies/change/attach.ts" };

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(projectRoot(), file), "utf8");
  const found = [...text.matchAll(/^(?:import|export) .*?from "(\.[^"]+)"|import\("(\.[^"]+)"\)/gms)];
  return found.map(([, fixed, lazy]) => normalize(join(dirname(file), fixed ?? lazy ?? "")));
}

test.each(Object.keys(below))("%s imports only layers below it", (layer) => {
  const files = readdirSync(join(projectRoot(), layer), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${layer}/${file}`);
  const imported = files.flatMap((file) => importsOf(file).map((path) => ({ file, path })));
  expect(imported.length).toBeGreaterThan(50);
  const allowed = [layer, ...(below[layer] ?? [])];
  const others = imported
    .filter(({ path }) => /^[a-z]+\/.*\.ts$/.test(path) && !allowed.includes(path.split("/")[0] ?? ""))
    .filter(({ file, path }) => exceptions[file] !== path);
  expect(others).toEqual([]);
});
