import fc from "fast-check";
import { diagramOf } from "../../delivery/diagram/index.ts";
import { mermaid } from "../../delivery/diagram/mermaid.ts";
import { environments } from "./environments.ts";
import { nastyDiagram } from "./hostile.ts";

const id = "n-[a-z0-9-]+";
/** What may stand between quotes: nothing that ends them, and no tag but our own two. */
const quoted = '"(?:[^"#<>`]|#\\d+;|<b>|</b>|<br/>)*"';

/** The part of Mermaid's grammar that is written here. */
const lines: readonly RegExp[] = [
  /^flowchart TB$/,
  /^ {2}acc(Title|Descr): [^"<>{}`;%]*(#\d+;[^"<>{}`;%]*)*$/,
  new RegExp(`^ +subgraph ${id}\\[${quoted}\\]$`),
  /^ +end$/,
  new RegExp(`^ +${id}(\\[${quoted}\\]|\\[\\(${quoted}\\)\\]|\\(\\[${quoted}\\]\\))$`),
  new RegExp(`^ {2}${id} (==>|-->|-\\.->)\\|${quoted}\\| ${id}$`),
  /^ {2}classDef [a-z]+ [a-z]+:[#a-z0-9 -]+(,[a-z-]+:[#a-z0-9 -]+)*$/,
  new RegExp(`^ {2}class ${id}(,${id})* [a-z]+$`),
];

function expectFlowchart(text: string): void {
  expect(text.endsWith("\n")).toBe(true);
  const all = text.trimEnd().split("\n");
  expect(all.filter((line) => !lines.some((form) => form.test(line)))).toEqual([]);
  const opened = all.filter((line) => /^ +subgraph /.test(line)).length;
  expect(all.filter((line) => /^ +end$/.test(line))).toHaveLength(opened);
}

test.each(environments)("the flowchart of %s is one", (_, spec) => {
  expectFlowchart(mermaid(diagramOf(spec)));
});

test("no name ends its quotes, opens a tag, or is a word of Mermaid's own", () => {
  fc.assert(
    fc.property(nastyDiagram, (diagram) => expectFlowchart(mermaid(diagram))),
    { numRuns: 300 },
  );
});

test("every node is in the flowchart with all of its lines", () => {
  for (const [, spec] of environments) {
    const { nodes } = diagramOf(spec);
    const text = mermaid(diagramOf(spec));
    for (const { lines: own } of nodes) {
      for (const line of own)
        expect(text).toContain(line.replaceAll(/[^\p{L}\p{N} .,/:-]/gu, (it) => `#${it.codePointAt(0)};`));
    }
  }
});
