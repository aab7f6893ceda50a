import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { diagramOf } from "../../delivery/diagram/index.ts";
import type { Placed } from "../../delivery/diagram/layout.ts";
import { placed, svg } from "../../delivery/diagram/svg.ts";
import { environments, stackFile } from "./environments.ts";
import { nastyDiagram } from "./hostile.ts";

// Ends a hang and judges no speed: a layout takes a second on a busy machine.
jest.setTimeout(120_000);

const pictures = join(__dirname, "../../docs/pictures");

/** Elements in order, as a strict reader of XML sees them; throws where one is not closed or a sign means something. */
function elementsOf(text: string): { readonly name: string; readonly attributes: string }[] {
  const open: string[] = [];
  const found: { name: string; attributes: string }[] = [];
  const rest = text.replaceAll(
    /<(\/?)([a-z]+)((?:\s[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, end, name, attributes, empty) => {
      if (end) {
        if (open.pop() !== name) throw new Error(`</${name}> closes something else`);
        return "";
      }
      found.push({ name, attributes });
      if (!empty) open.push(name);
      return "";
    },
  );
  if (open.length > 0) throw new Error(`${open.join(", ")} not closed`);
  if (/[<>]/.test(rest) || /&(?!#\d+;)/.test(rest)) throw new Error("a sign that means something is left over");
  return found;
}

const allowed = ["svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "text"];

function expectSafe(text: string): void {
  const elements = elementsOf(text);
  expect([...new Set(elements.map(({ name }) => name))].filter((name) => !allowed.includes(name))).toEqual([]);
  for (const { attributes } of elements) expect(attributes).not.toMatch(/\s(on[a-z]+|href|src|style)=/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of these
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
}

test.each(["dev", "prod"])("the picture of %s in the docs is the one that is drawn", async (stack) => {
  const drawn = await svg(diagramOf(stackFile(stack)));
  expect(drawn).toBe(readFileSync(join(pictures, `diagram-${stack}.svg`), "utf8"));
});

test("the same diagram is the same picture, byte for byte", async () => {
  const diagram = diagramOf(stackFile("full", "test/fixtures/stacks"));
  expect(await svg(diagram)).toBe(await svg(diagram));
});

const apart = (a: Placed, b: Placed) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
const within = (a: Placed, b: Placed) =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

test.each(environments)("in the picture of %s no box or label lies over another", async (_, spec) => {
  const diagram = diagramOf(spec);
  const { boxes, height, lines, width } = await placed(diagram);
  const of = (id: string) => boxes.get(id) ?? { height: 0, width: 0, x: -1, y: -1 };
  const labels = lines.flatMap(({ label }) => label ?? []);
  const solid = [...diagram.nodes.map(({ id }) => of(id)), ...labels];
  const overlapping = solid.flatMap((a, index) =>
    solid.slice(index + 1).flatMap((b) => (apart(a, b) ? [] : [{ a, b }])),
  );
  expect(overlapping).toEqual([]);
  const all = [...diagram.nodes.map(({ group, id }) => ({ id, parent: group })), ...diagram.groups];
  const outside = all.filter(
    ({ id, parent }) => !within(of(id), parent === undefined ? { height, width, x: 0, y: 0 } : of(parent)),
  );
  expect(outside).toEqual([]);
  expectSafe(await svg(diagram));
});

test("a screen reader hears a title and what there is", async () => {
  const drawn = await svg(diagramOf(stackFile("prod")));
  expect(drawn).toMatch(/<svg [^>]*role="img" aria-labelledby="title description">/);
  expect(drawn).toContain('<desc id="description">DolphinScheduler 3.4.2 in namespace dolphinscheduler-prod.');
});

test("nothing is fetched from elsewhere", async () => {
  const drawn = await svg(diagramOf(stackFile("prod")));
  const addresses = drawn.match(/(https?:|@import|url\()[^\s)"<]*/g) ?? [];
  expect(addresses.filter((it) => !it.startsWith("url(#end-") && !it.includes("www.w3.org/2000/svg"))).toEqual([
    "https://dolphinscheduler.example.com",
  ]);
});

test("whatever names are, they are nothing but text in the picture", async () => {
  await fc.assert(
    fc.asyncProperty(nastyDiagram, async (diagram) => expectSafe(await svg(diagram))),
    { numRuns: 25 },
  );
});
