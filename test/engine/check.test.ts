import { readFileSync } from "node:fs";
import { join } from "node:path";
import { surroundings } from "../../scripts/check/surroundings.ts";
import { hidden, renderSpec } from "../../stacks/check/index.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { projectRoot } from "../lab/paths.ts";
import { isUnknown } from "../lab/provider/wire.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const file = readFileSync(join(projectRoot(), "test/fixtures/stacks/Pulumi.full.yaml"), "utf8");
const workspace = new Workspace(testLab(), "full", file);

beforeAll(() => workspace.init());
afterAll(() => workspace.dispose());

test("a check renders the objects that the engine previews, name by name and field by field", async () => {
  const { steps } = await workspace.preview();
  const previewed = steps.flatMap(({ newState }) =>
    newState?.custom && !newState.type.startsWith("pulumi:")
      ? [[keyOf(newState.urn), comparable(newState.inputs)]]
      : [],
  );
  const loaded = fromStackFile(file);
  if (!loaded.ok) throw new Error("the stack file cannot be read");
  const { spec } = resolveOrThrow(loaded.input);
  const checked = await renderSpec(spec, await surroundings(spec));

  expect(previewed.length).toBeGreaterThan(50);
  expect(Object.fromEntries(checked.map(({ inputs, urn }) => [keyOf(urn), comparable(inputs)]))).toEqual(
    Object.fromEntries(previewed),
  );
});

/** Everything of a URN but the stack's and the project's names: types of all parents, and the name. */
function keyOf(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.replace(/^pulumi:pulumi:Stack\$/, "")} ${name}`;
}

/** What the engine cannot know before an update, or will not show, is hidden on both sides. */
function comparable(value: unknown): unknown {
  if (isUnknown(value as string)) return hidden.unknown;
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === "__defaults" ? [] : [[key, comparable(inner)]])),
  );
}
