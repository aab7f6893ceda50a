import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { resolve } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { projectRoot } from "../lab/paths.ts";

type Layer = Readonly<Record<string, unknown>>;

const inRepository = (...path: string[]) => readFileSync(join(projectRoot(), ...path), "utf8");

/** The sections that each example of a page writes. */
function examplesOf(page: string): readonly Layer[] {
  const blocks = [...inRepository("docs", page).matchAll(/^```ya?ml\n(.*?)^```/gms)].map(([, block = ""]) => block);
  return blocks.flatMap((block) => {
    const written: unknown = parse(block.replace(/^config:\n/, ""));
    const sections = Object.entries(typeof written === "object" && written !== null ? written : {});
    const own = sections.filter(([key]) => key.startsWith("dolphinpod:"));
    return own.length > 0 ? [Object.fromEntries(own)] : [];
  });
}

function problemsOver(base: string, example: Layer): readonly string[] {
  const file = parse(base) as { readonly config: Layer };
  const loaded = fromStackFile(JSON.stringify({ config: { ...file.config, ...example } }));
  const resolution = loaded.ok ? resolve(loaded.input) : loaded;
  return resolution.ok ? [] : resolution.problems.map(({ path, received }) => `${path}: ${received}`);
}

const pages = readdirSync(join(projectRoot(), "docs")).filter((file) => file.endsWith(".md"));
const examples = pages.flatMap((page) => examplesOf(page).map((example, index) => [page, index + 1, example] as const));

test("pages have examples", () => expect(examples.length).toBeGreaterThan(15));

test.each(examples)(
  "%s, example %i, is right in a stack file of one class, as it is written",
  (_page, _index, example) => {
    const over = ["Pulumi.dev.yaml", "Pulumi.prod.yaml"].map((file) => problemsOver(inRepository(file), example));
    expect(over.toSorted((a, b) => a.length - b.length)[0]).toEqual([]);
  },
);
