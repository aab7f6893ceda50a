import { type Key, unknownText } from "../../policies/core/field.ts";
import { sentence } from "../../policies/core/finding.ts";
import { applyPatches } from "../../policies/core/patch.ts";
import { type Example, environments } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { fired, judged } from "./judging.ts";

const named = examples.map((example, index) => [`${example.rule} (${index})`, example] as const);

/** Rules that are off by default run where they are what is shown. */
const judgedFor = (
  { rule, parameters }: Example,
  objects: ReturnType<typeof environments>["good"],
  exemptions = [],
) => {
  const own = rule === "image-digest-pinned";
  return judged(own ? objects.slice(-1) : objects, parameters, exemptions, own ? onlyDigests : undefined);
};

const onlyDigests = { "image-digest-pinned": "mandatory" } as const;

const exemption = (rule: string, expires: string) => ({
  expires,
  match: "*",
  owner: "data-platform",
  reason: "known, and mended with the next release",
  rule,
});

describe.each(named)("%s", (_, example) => {
  const { good, bad } = environments(example);
  const isAlone = example.rule === "image-digest-pinned";

  test("nothing is found before the mistake", () => {
    if (example.parameters && !isAlone) return; // The parameter itself is the mistake, or what makes it one.
    expect(fired(judgedFor(example, good)).filter((rule) => !isAlone || rule === example.rule)).toEqual([]);
  });

  test("the mistake is found by the rules that are meant, and by no other", () => {
    const expected = [example.rule, ...(example.also ?? [])].sort();
    expect(fired(judgedFor(example, bad)).filter((rule) => !isAlone || rule === example.rule)).toEqual(expected);
  });

  test("an exemption lets it pass, and the report says so", () => {
    const report = judged(
      bad,
      example.parameters,
      [exemption(example.rule, "2026-08-01")],
      isAlone ? onlyDigests : undefined,
    );
    expect(fired(report)).not.toContain(example.rule);
    expect(report.exempted.map(({ finding }) => finding.rule.id)).toContain(example.rule);
  });

  test("an exemption that has ended lets nothing pass, and is found itself", () => {
    const report = judged(
      bad,
      example.parameters,
      [exemption(example.rule, "2026-05-31")],
      isAlone ? onlyDigests : undefined,
    );
    expect(fired(report)).toEqual(expect.arrayContaining([example.rule, "exemption-expired"]));
  });

  test("what is not known yet is neither found nor passed", () => {
    const levels = isAlone ? onlyDigests : undefined;
    const found = judged(bad, example.parameters, [], levels).findings.filter(({ rule }) => rule.id === example.rule);
    const [first] = found;
    if (first === undefined) throw new Error("no finding");
    const hidden = bad.map((object) =>
      object === first.object
        ? { ...object, properties: unknownAt(object.properties, keysOf(first.path, object.properties)) }
        : object,
    );
    const report = judged(hidden, example.parameters, [], levels);
    const same = report.findings.filter(
      ({ rule, path, object }) => rule === first.rule && path === first.path && object.name === first.object.name,
    );
    expect(same.map(sentence)).toEqual([]);
    // What cannot be hidden, such as the kind of an object, is always known.
    if (first.path !== "") expect(report.notEvaluated.map(({ rule }) => rule.id)).toContain(example.rule);
  });
});

function unknownAt(properties: unknown, path: readonly Key[]): unknown {
  return path.length === 0 ? unknownText : applyPatches(properties, [{ path, value: unknownText }]);
}

/** Keys of a path that a finding names; a key of the object may hold dots. */
function keysOf(path: string, properties: unknown): readonly Key[] {
  if (path === "") return [];
  const index = /^\[(\d+)\]\.?/.exec(path);
  if (index) return [Number(index[1]), ...keysOf(path.slice(index[0].length), at(properties, Number(index[1])))];
  const keys = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  const whole = keys.filter((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`));
  const key =
    whole.sort((a, b) => b.length - a.length)[0] ??
    /^(?:annotations|labels)(?=\.)|^[\w.-]+\/[\w-]+|^[^.[]+/.exec(path)?.[0] ??
    path;
  return [key, ...keysOf(path.slice(key.length).replace(/^\./, ""), at(properties, key))];
}

const at = (value: unknown, key: Key): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
