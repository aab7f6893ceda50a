import fc from "fast-check";
import { saltOf, withoutSalt, withSalt } from "./pulumi-salt.ts";

const salt = "v1:XAaIAOumkMI=:v1:U1KChepbkBiXXJj4:Qmk2kbt+Nkxwy5rkeh2h/VXBHHC0Cg==";
const file = "# ours\nconfig:\n  small:greeting:   hello\n  small:list:\n  - a   # kept\n";

test("a salt is found wherever the CLI put it, and nowhere else", () => {
  expect(saltOf(`encryptionsalt: ${salt}\n${file}`)).toBe(salt);
  expect(saltOf(`${file}encryptionsalt: ${salt}`)).toBe(salt);
  expect(saltOf(`${file}  small:encryptionsalt: no\n# encryptionsalt: no\n`)).toBeUndefined();
});

test("whatever a file holds, putting a salt in and taking it out leaves it as it was", () => {
  const line = fc.string().map((text) => `# ${text.replace(/\s+/g, " ")}`);
  fc.assert(
    fc.property(fc.array(line), fc.boolean(), (comments, endsWithNewline) => {
      const text = [...comments, "config:", `  a:b: c${endsWithNewline ? "\n" : ""}`].join("\n");
      expect(saltOf(withSalt(text, salt))).toBe(salt);
      expect(withoutSalt(withSalt(text, salt), text)).toBe(text);
    }),
  );
});

test("a layout that the CLI changed is changed back when only the salt is new", () => {
  const rewritten = `# ours\nconfig:\n  small:greeting: hello\n  small:list:\n    - a # kept\nencryptionsalt: ${salt}\n`;
  expect(withoutSalt(rewritten, file)).toBe(file);
});

test("what a command changed stays, without the salt", () => {
  const changed = `encryptionsalt: ${salt}\nconfig:\n  small:greeting: goodbye\n`;
  expect(withoutSalt(changed, file)).toBe("config:\n  small:greeting: goodbye\n");
});
