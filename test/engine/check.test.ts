import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { check } from "../../cli/commands/check.ts";
import { hidden, renderSpec } from "../../stacks/check/index.ts";
import { isUnknown } from "../../stacks/check/kubernetes/wire.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { projectRoot } from "../lab/paths.ts";
import { installKindsOf, type Kinds } from "./definitions.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const file = readFileSync(join(projectRoot(), "test/fixtures/stacks/Pulumi.full.yaml"), "utf8");
const lab = testLab();
const workspace = new Workspace(lab, "full", file);
let kinds: Kinds | undefined;

beforeAll(async () => {
  kinds = await installKindsOf(lab.api, file);
  await workspace.init();
});
afterAll(async () => {
  workspace.dispose();
  await kinds?.remove();
});

test("a check renders the objects that the engine previews, name by name and field by field", async () => {
  const { steps } = await workspace.preview();
  const previewed = steps.flatMap(({ newState }) => (newState?.custom ? [[keyOf(newState.urn), newState.inputs]] : []));
  const loaded = fromStackFile(file);
  if (!loaded.ok) throw new Error("the stack file cannot be read");
  const { spec } = resolveOrThrow(loaded.input);
  const checked = (await renderSpec(spec, await surroundings(spec))).map(({ inputs, urn }) => [keyOf(urn), inputs]);

  const objects = (entries: unknown[][]) =>
    Object.fromEntries(
      entries
        .filter(([key]) => /kubernetes:[^$]+$/.test(String(key)))
        .map(([key, inputs]) => [key, comparable(inputs)]),
    );
  expect(checked.length).toBeGreaterThan(50);
  expect(checked.map(([key]) => key).sort()).toEqual(
    previewed
      .map(([key]) => key)
      .filter((key) => !String(key).startsWith("pulumi:providers:"))
      .sort(),
  );
  expect(objects(checked)).toEqual(objects(previewed.filter(([key]) => !String(key).startsWith("pulumi:"))));
});

test("the command shows them in a table, in JSON, and as manifests without a secret", async () => {
  const options = { stack: "full", stacks: "test/fixtures/stacks" };
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-check-"));
  const shown = await check({ ...options, yaml: folder }, projectRoot());
  expect(shown).toMatchObject({ exitCode: 0, errors: "" });
  expect(shown.output).toMatch(/\nscheduler:Scheduler +StatefulSet +ds-worker\n/);
  expect(shown.data).toMatchObject({ stack: "full", chart: { version: "3.2.2" }, warnings: [{ path: "version" }] });
  const manifest = readFileSync(join(folder, "dolphinpod-full_secret_ds-database.yaml"), "utf8");
  expect(parse(manifest)).toMatchObject({ data: { password: hidden.secret } });
  rmSync(folder, { recursive: true });
});

/** Everything of a URN but the stack's and the project's names: types of all parents, and the name. */
function keyOf(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.replace(/^pulumi:pulumi:Stack\$/, "")} ${name}`;
}

/** What the engine does not know before an update, or does not show, is hidden on both sides. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return isUnknown(value as string) ? hidden.unknown : value;
  const isSecret = "kind" in value && value.kind === "Secret";
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isSecret && key === "data" ? hidden.secret : comparable(inner)]),
  );
}
