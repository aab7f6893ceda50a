import fc from "fast-check";
import { fieldsOf } from "../../delivery/page/fields.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { unknownText } from "../../policies/core/field.ts";
import { preview, step } from "../delivery/previews.ts";

const marked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: { deep: "hunter2" } };
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(marked, "[secret]", unknownText, null, 1, "x"),
    fc.dictionary(fc.constantFrom("a", "b", "name", "password"), tie("tree")),
    fc.array(tie("tree"), { maxLength: 3 }),
  ),
}));

const fields = (op: "create" | "delete", inputs: unknown) => {
  const state = { type: "kubernetes:core/v1:ConfigMap", name: "one", inputs: { spec: inputs } };
  return readPreview(preview(step(op, state)), "preview.json").changes.flatMap(fieldsOf);
};

test("of what is made every field is new, and of what is deleted every field is gone", () => {
  fc.assert(
    fc.property(tree, (inputs) => {
      for (const { after, before } of fields("create", inputs)) {
        expect(before).toBeUndefined();
        expect(after).not.toContain("hunter2");
      }
      for (const { after } of fields("delete", inputs)) expect(after).toBeUndefined();
    }),
  );
});

test("named things go by their names, and a list of texts is one field", () => {
  const containers = [{ name: "server", args: ["-v", "-q"], env: [{ name: "TZ", value: "UTC" }] }];
  expect(fields("create", { containers })).toEqual([
    { path: "spec.containers[server].args", before: undefined, after: '["-v","-q"]' },
    { path: "spec.containers[server].env[TZ].value", before: undefined, after: '"UTC"' },
  ]);
});
