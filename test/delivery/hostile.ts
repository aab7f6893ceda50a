import fc from "fast-check";
import { step } from "./previews.ts";

/** Stands in every place where a secret may be; nothing that people read may show it. */
export const password = "hunter2-correct-horse";

/** A secret in each of the places where one may be: marked, in a Secret, behind a telling name, in an address. */
const secrets = (value: string) => ({
  marked: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value },
  env: [{ name: "DB_PASSWORD", value }],
  address: `postgres://user:${value}@db/x`,
  apiKey: value,
  passwords: [value],
  nested: [[{ tokens: [value] }]],
});

/** Steps of a preview in which every name and value is somebody else's text. */
export function hostileSteps(text: fc.Arbitrary<string>, most: number) {
  const change = fc.record({
    op: fc.constantFrom("create", "update", "replace", "delete"),
    type: fc.constantFrom(
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:core/v1:Secret",
      "kubernetes:core/v1:ConfigMap",
    ),
    name: text,
    component: fc.option(text, { nil: "part" }),
    key: text,
    before: text,
    after: text,
  });
  return fc.array(change, { minLength: 1, maxLength: most }).map((all) =>
    all.map(({ after, before, component, key, name, op, type }, index) => {
      const inputs = (value: string, secret: string) => ({
        metadata: { name, namespace: value, [key]: value },
        data: { [`k${key}`]: value, token: secret },
        ...(type.endsWith(":Secret") ? { stringData: { [key]: secret } } : {}),
        ...secrets(secret),
      });
      const state = { component, name: `${index}${name}`, type, inputs: inputs(after, `${password}-new`) };
      return step(op, state, inputs(before, password), { replaceReasons: [key] });
    }),
  );
}
