import fc from "fast-check";
import { type Asked, questions } from "../../delivery/init/questions.ts";

/** An answer to every question, each of them right by itself. */
export const examples = Object.fromEntries(questions.map(({ example, key }) => [key, example])) as Record<
  Asked,
  string
>;

/** Answers that may be right, and some that hardly are. */
const letters = fc.string({ unit: fc.constantFrom(..."abcz019-"), minLength: 1, maxLength: 12 });
const odd = fc.oneof(
  letters,
  fc.string({ maxLength: 20 }),
  fc.constantFrom("no", "1e3", "2026-01-01", "a: b", "# x", " ", "08"),
);
const likely: Partial<Record<Asked, fc.Arbitrary<string>>> = {
  namespace: letters.map((it) => `n${it}`),
  context: odd,
  host: letters.map((it) => `${it}.example.com`),
  issuer: fc.constantFrom("", "company-ca", "yes", "0123"),
  storage: letters,
  account: fc.constantFrom("012345678901", "123456789012"),
  cidr: fc.constantFrom("10.0.0.0/8", "10.20.0.0/16"),
  bucket: letters.map((it) => `acme-${it}`),
  owner: odd,
};
/** Whole sets of answers, of which some make no environment. */
export const answers = fc.record(
  Object.fromEntries(
    questions.map(({ example, key }) => {
      const right = likely[key] ?? fc.constant(example);
      return [
        key,
        fc.oneof(
          { weight: 8, arbitrary: fc.constant(example) },
          { weight: 8, arbitrary: right },
          { weight: 1, arbitrary: odd },
        ),
      ];
    }),
  ),
) as fc.Arbitrary<Record<Asked, string>>;
