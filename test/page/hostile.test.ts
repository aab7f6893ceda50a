import fc from "fast-check";
import { page } from "../../delivery/page/index.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { preview, step } from "../delivery/previews.ts";
import { nasty } from "../diagram/hostile.ts";
import { elementsOf } from "./markup.ts";

// Ends a hang and judges no speed: every page has a layout.
jest.setTimeout(120_000);

const password = "hunter2-correct-horse";

/** A secret in each of the places where one may be: marked, in a Secret, behind a telling name, in an address. */
const secrets = (value: string) => ({
  marked: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value },
  env: [{ name: "DB_PASSWORD", value }],
  address: `postgres://user:${value}@db/x`,
  apiKey: value,
  passwords: [value],
  nested: [[{ tokens: [value] }]],
});

const changes = fc.array(
  fc.record({
    op: fc.constantFrom("create", "update", "replace", "delete"),
    type: fc.constantFrom(
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:core/v1:Secret",
      "kubernetes:core/v1:ConfigMap",
    ),
    name: nasty,
    component: fc.option(nasty, { nil: "part" }),
    key: nasty,
    before: nasty,
    after: nasty,
  }),
  { minLength: 1, maxLength: 8 },
);

const hostilePage = fc.tuple(changes, nasty).map(([all, text]) => {
  const steps = all.map(({ after, before, component, key, name, op, type }, index) => {
    const inputs = (value: string, secret: string) => ({
      metadata: { name, namespace: value, [key]: value },
      data: { [`k${key}`]: value, token: secret },
      ...(type.endsWith(":Secret") ? { stringData: { [key]: secret } } : {}),
      ...secrets(secret),
    });
    const state = { component, name: `${index}${name}`, type, inputs: inputs(after, `${password}-new`) };
    return step(op, state, inputs(before, password), { replaceReasons: [key] });
  });
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
