import fc from "fast-check";
import { page } from "../../delivery/page/index.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { hostileSteps, password } from "../delivery/hostile.ts";
import { preview } from "../delivery/previews.ts";
import { nasty } from "../diagram/hostile.ts";
import { elementsOf } from "./markup.ts";

// Ends a hang and judges no speed: every page has a layout.
jest.setTimeout(120_000);

const hostilePage = fc.tuple(hostileSteps(nasty, 8), nasty).map(([steps, text]) => {
  const document = { ...preview(...steps), diagnostics: [{ severity: "error", message: text }] };
  const reported = {
    findings: [{ rule: text, effect: "stops" as const, text }],
    exemptions: [{ rule: text, object: text, text }],
    notEvaluated: [text],
  };
  return page(readPreview(document, "preview.json"), { document, reported });
});

test("whatever names, values and findings are, they are nothing but text in the page", async () => {
  await fc.assert(
    fc.asyncProperty(hostilePage, async (made) => {
      const html = await made;
      const elements = elementsOf(html);
      expect(elements.filter(({ name }) => ["script", "style"].includes(name))).toHaveLength(2);
      expect(elements.filter(({ name }) => ["img", "iframe", "object", "link", "base"].includes(name))).toEqual([]);
      for (const { attributes } of elements) {
        for (const key of attributes.keys()) expect(key).not.toMatch(/^(on|src|style)/);
      }
      for (const sign of ["\u202e", "\r", "\u0000"]) expect(html).not.toContain(sign);
    }),
    { numRuns: 25 },
  );
});

test("no secret is in the page, whether it is marked or only sounds like one", async () => {
  await fc.assert(
    fc.asyncProperty(hostilePage, async (made) => expect(await made).not.toContain(password)),
    { numRuns: 25 },
  );
});
