import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Reported, readFindings, together } from "../../delivery/comment/findings.ts";
import { page } from "../../delivery/page/index.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { parseJson } from "../../policies/sources/json.ts";

const readJson = (path: string): unknown => parseJson(path, readFileSync(path, "utf8"));

/** What policies said; those of a folder in which a preview failed are of an earlier one. */
function reportsIn(folder: string): Reported | undefined {
  const files = ["policies.json", "changes.json"].map((name) => join(folder, name)).filter((it) => existsSync(it));
  return files.length > 0 ? together(files.map((it) => readFindings(readJson(it), it))) : undefined;
}

/** Makes a page of what `preview --out` left in a folder. */
export async function writePage(folder: string, file: string): Promise<void> {
  const source = join(folder, "preview.json");
  if (!existsSync(source))
    throw new Error(`${source} does not exist: dolphinpod preview <stack> --out ${folder} makes it.`);
  const document = readJson(source);
  const preview = readPreview(document, source);
  const html = await page(preview, { document, reported: preview.errors.length > 0 ? undefined : reportsIn(folder) });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
}
