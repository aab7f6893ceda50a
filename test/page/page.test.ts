import { createHash } from "node:crypto";
import { page } from "../../delivery/page/index.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { preview, recorded as recordedBefore, step, thousand, unknownValues } from "../delivery/previews.ts";
import { elementsOf } from "./markup.ts";
import { attack, large, recorded } from "./previews.ts";

// Ends a hang and judges no speed: a layout takes a second on a busy machine.
jest.setTimeout(120_000);

const made = (document: unknown) => page(readPreview(document, "preview.json"), { document, reported: undefined });

/** What a reader sees of a page. */
function textOf(html: string): string {
  const shown = html.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, "").replaceAll(/<[^>]*>/g, " ");
  return shown.replaceAll(/\s+/g, " ").replaceAll("&#34;", '"');
}

test("what holds data and goes comes before everything else, and says why and what becomes of it", async () => {
  const html = await made(recorded());
  const text = textOf(html.slice(html.indexOf("<body>")));
  expect(text.indexOf("2 resources that hold data will be replaced or deleted")).toBeGreaterThan(0);
  expect(text).toMatch(
    /hold data will be replaced or deleted .* Components .* What it asks for .* Policies .* Changes/,
  );
  expect(text).toContain(
    "forced by spec.volumeClaimTemplates[0].spec.resources.requests.storage; the object is deleted",
  );
});

test("the sums are those of the engine, the stack itself aside", async () => {
  expect(textOf(await made(recorded()))).toMatch(/14 create 9 update 1 replace 6 delete 50 same/);
});

test("every change is in the page without a script: components, resources and fields fold by themselves", async () => {
  const html = (await made(large())).replaceAll(/<script>[\s\S]*<\/script>/g, "");
  const elements = elementsOf(html);
  const resources = elements.filter(({ attributes }) => attributes.has("data-operation") && !attributes.has("type"));
  expect(resources).toHaveLength(300);
  expect(new Set(resources.map(({ name }) => name))).toEqual(new Set(["details"]));
  // The bar with the filter does nothing without a script, so it is not there.
  expect(elements.find(({ name }) => name === "form")?.attributes.has("hidden")).toBe(true);
});

test("what is made or deleted tells each of its fields, and how many more there are than are shown", async () => {
  const text = textOf(await made(recordedBefore("create")));
  expect(text).toContain('spec.podSelector.matchLabels.app.kubernetes.io/component "registry"');
  const containers = Array.from({ length: 70 }, (_, index) => ({ name: `c${index}`, image: "x" }));
  const inputs = { metadata: { name: "a" }, spec: { containers } };
  const many = await made(preview(step("create", { type: "kubernetes:core/v1:Pod", name: "a", inputs })));
  expect(textOf(many)).toContain("And 11 more fields");
});

test("components follow each other as they need each other, and what follows from the rest is no arrow", async () => {
  const html = await made(recorded());
  expect(html.match(/<div class="graph wide"/g)).toHaveLength(1);
  const arrows = html.match(/class="edge"/g)?.length ?? 0;
  // Each arrow is in the wide picture and in the narrow one.
  expect(arrows % 2).toBe(0);
  expect(arrows / 2).toBeGreaterThan(10);
  expect(arrows / 2).toBeLessThan(20);
});

test("nothing is loaded, and the guard lets in exactly the style and the script of the page", async () => {
  const html = await made(large());
  const hash = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
  const [, script] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
  const elements = elementsOf(html);
  const guard = elements.find(({ attributes }) => attributes.has("http-equiv"))?.attributes.get("content");
  expect(guard).toBe(
    `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
  );
  for (const { attributes } of elements) {
    for (const key of attributes.keys()) expect(key).not.toMatch(/^(on.*|src|style|action|srcset)$/);
    expect(attributes.get("href") ?? "#").toMatch(/^#/);
  }
});

test("a name that is markup is text", async () => {
  const html = await made(large());
  expect(html).not.toContain(attack);
  expect(html).not.toMatch(/<img|<script>hacked/);
  expect(elementsOf(html).filter(({ name }) => name === "script")).toHaveLength(1);
});

test.each([
  ["values that are known after the update", unknownValues, "(known after the update)"],
  ["a thousand resources", thousand, "Plan: sha256:"],
  ["a preview without changes", preview(), "Nothing changes."],
  [
    "a preview that failed",
    { ...preview(), diagnostics: [{ severity: "error", message: "no <cluster>\nat all" }] },
    "no &#60;cluster&#62; at all",
  ],
])("%s have a page", async (_, document, says) => {
  const html = await made(document);
  elementsOf(html);
  expect(textOf(html)).toContain(says);
});

test("findings that stop come first, and what nobody decided is counted", async () => {
  const document = recorded();
  const finding = (rule: string, effect: "stops" | "warns") => ({ rule, effect, text: `${rule} found it` });
  const reported = {
    findings: [finding("soft", "warns"), finding("hard", "stops")],
    exemptions: [{ rule: "passed", object: "Pod a", text: "until 2027-01-01, team: reason" }],
    notEvaluated: ["late"],
  };
  const text = textOf(await page(readPreview(document, "preview.json"), { document, reported }));
  expect(text).toMatch(/stops hard hard found it.*warns soft.*1 exemption in force.*passed.*1 rule not decided/);
});

test("the same preview gives the same page, byte for byte", async () => {
  expect(await made(recorded())).toBe(await made(recorded()));
});
