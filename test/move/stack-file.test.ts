import { withDelivery } from "../../delivery/move/stack-file.ts";

const file = `# yaml-language-server: $schema=./schema.json
config:
  dolphinpod:class: prod # the one
  # Where it is.
  dolphinpod:cluster:
    context: prod
`;

test("a file without the section gets it in one line, and keeps all that it had", () => {
  expect(withDelivery(file, "release")).toBe(`${file}  dolphinpod:scheduler: { delivery: release }\n`);
});

test.each([
  ["in one line", "  dolphinpod:scheduler: { history: 3, delivery: objects }\n", "{ history: 3, delivery: release }"],
  [
    "in several",
    "  dolphinpod:scheduler:\n    # Kept.\n    history: 3\n",
    "\n    # Kept.\n    history: 3\n    delivery: release",
  ],
])("a section that is there, %s, keeps its other options", (_, section, changed) => {
  const result = withDelivery(file + section, "release");
  expect(result).toBe(`${file}  dolphinpod:scheduler:${changed.startsWith("\n") ? "" : " "}${changed}\n`);
});

test("there and back is what it was, but for the line", () => {
  const back = withDelivery(withDelivery(file, "release"), "objects");
  expect(back).toBe(`${file}  dolphinpod:scheduler: { delivery: objects }\n`);
});
