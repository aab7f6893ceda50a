import fc from "fast-check";
import { readFindings } from "../../delivery/comment/findings.ts";
import { comment, longestComment } from "../../delivery/comment/index.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { hostileSteps, password } from "./hostile.ts";
import { preview, step } from "./previews.ts";

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "```",
        "~~~",
        "`",
        "|",
        "\n",
        "\r\n",
        "</details>",
        "</code>",
        "<script>alert(1)</script>",
        "<!--",
        "-->",
        "![x](http://evil.example)",
        "[x]: http://evil.example",
        "@everyone",
        "#1",
        "https://evil.example",
        "www.evil.example",
        "\u202e",
        "\u200b",
        "\u0007",
        "&lt;",
        "\\",
        "# ",
        "- ",
        "> ",
        "::",
        "$",
      ),
      fc.string(),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const commentOn = fc.tuple(hostileSteps(nasty, 30), nasty).map(([steps, text]) => {
  const object = { type: "kubernetes:core/v1:Pod", name: text };
  const finding = { rule: "x", level: "mandatory", object, path: text, received: text, allowed: text, fix: text };
  const exemption = { rule: text, object, expires: "2026-12-31", owner: text, reason: text };
  const report = { findings: [finding], exempted: [exemption], notEvaluated: [{ rule: text }] };
  const diagnostics = [{ severity: "error", message: text }];
  const read = readPreview({ ...preview(...steps), diagnostics }, "preview.json");
  return comment([read], { reported: readFindings(report, "report.json"), whole: text });
});

/** What is left when blocks and lines of code are taken out, whose contents mean nothing. */
function outsideOfCode(text: string): string {
  const outside: string[] = [];
  let inside = false;
  for (const line of text.split("\n")) {
    if (inside && /^ {0,3}`{3,}\s*$/.test(line)) inside = false;
    else if (!inside && /^ {0,3}(```|~~~)/.test(line)) inside = true;
    else if (!inside) outside.push(line.replaceAll(/&#\d+;/g, "").replaceAll(/<code>[^<>`|[\]*_@#\\]*<\/code>/g, ""));
  }
  expect(inside).toBe(false);
  return outside.join("\n");
}

const ours =
  /<!-- dolphinpod:preview -->|<\/?details>|<\/?summary>|> \[!CAUTION\]|\*\*|^#{2,3} |^> (- )?|^- |\|[-:|]+\||\|/gm;

test("whatever names, values and findings are, nothing but text comes of them", () => {
  fc.assert(
    fc.property(commentOn, (text) => {
      const rest = outsideOfCode(text).replaceAll(ours, "");
      expect(rest).not.toMatch(/[<>`[\]@#\\~]|https?:|www\./);
      expect(text).not.toMatch(/[\u202e\u200b\r]/);
    }),
    { numRuns: 200 },
  );
});

test("every folding element that is opened is closed, wherever a name ends it", () => {
  fc.assert(
    fc.property(commentOn, (text) => {
      const outside = outsideOfCode(text);
      expect(outside.match(/<details>/g)?.length ?? 0).toBe(outside.match(/<\/details>/g)?.length ?? 0);
    }),
  );
});

test("no secret is shown, whether it is marked or only sounds like one", () => {
  fc.assert(fc.property(commentOn, (text) => expect(text).not.toContain(password)));
});

test("a comment never outgrows what GitHub takes", () => {
  const long = nasty.chain((part) => fc.integer({ min: 1, max: 100 }).map((times) => part.repeat(times)));
  const many = fc.tuple(long, fc.integer({ min: 1, max: 60 })).map(([name, number]) =>
    Array.from({ length: number }, (_, index) => {
      const type = "kubernetes:apps/v1:StatefulSet";
      const state = { type, name: `${name}${index}`, component: `${name}${index % 7}`, inputs: { a: name, b: index } };
      return step("replace", state, { a: "", b: 0 }, { replaceReasons: [name] });
    }),
  );
  fc.assert(
    fc.property(many, long, (steps, whole) => {
      const read = readPreview(preview(...steps), "preview.json");
      const text = comment(Array(3).fill(read), { reported: undefined, whole });
      expect(text.length).toBeLessThanOrEqual(longestComment);
    }),
    { numRuns: 30 },
  );
});
