import { readFileSync } from "node:fs";
import { allObjects, secretValues } from "./cluster.ts";
import { installKindsOf, type Kinds } from "./definitions.ts";
import { goldenFiles, goldenStacks, readGolden } from "./golden-files.ts";
import { testLab } from "./lab.ts";
import { leaks, type Planted, shownSecrets } from "./leaks.ts";
import { type Deployment, Workspace } from "./workspace.ts";

const namespace = "dolphinpod-full";
const lab = testLab();
const file = readFileSync(goldenStacks.full, "utf8");
const workspace = new Workspace(lab, "full", file);
let kinds: Kinds | undefined;

let said: string;
let shown: string;
let planted: readonly Planted[];

beforeAll(async () => {
  kinds = await installKindsOf(lab.api, file);
  await workspace.init();
  said = await workspace.pulumi("up", "--yes", "--skip-preview", "--diff");
  shown = await workspace.pulumi("stack", "export", "--show-secrets");
  const generated = shownSecrets(shown).map((value, index) => ({ path: `secret ${index} of the state`, value }));
  planted = [...(await secretValues(lab.api, namespace)), ...generated];
});

afterAll(async () => {
  await workspace.pulumi("destroy", "--yes", "--skip-preview");
  await lab.api.remove(`/api/v1/namespaces/${namespace}`);
  await kinds?.remove();
  workspace.dispose();
});

test("the search finds every planted value where secrets are shown on purpose", () => {
  expect(planted.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "ds-admin/password",
      "ds-database/password",
      "ds-datasource-salt/salt",
      "ds-minio-root/password",
      "ds-object-store/secret-access-key",
      "secret 3 of the state",
    ]),
  );
  for (const { value } of planted) expect(value.length).toBeGreaterThanOrEqual(24);
  expect(leaks(planted, { shown })).toHaveLength(planted.length);
});

test("no planted value is in the export, the outputs, or anything that the CLI says", async () => {
  const places = {
    export: await workspace.pulumi("stack", "export"),
    outputs: await workspace.pulumi("stack", "output", "--json"),
    "outputs, shown": await workspace.pulumi("stack", "output", "--json", "--show-secrets"),
    preview: await workspace.pulumi("preview", "--json", "--show-sames"),
    said,
  };
  expect(leaks(planted, places)).toEqual([]);
});

test("no planted value is in an object of the cluster that is not a Secret: no ConfigMap, no pod, no Job", async () => {
  const objects = [...(await allObjects(lab.api, namespace))].filter(([title]) => !title.startsWith("Secret "));
  const titles = objects.map(([title]) => title.split(" ")[0]);
  expect(titles).toEqual(expect.arrayContaining(["ConfigMap", "Job", "Pod", "StatefulSet"]));
  expect(leaks(planted, Object.fromEntries(objects.map(([title, it]) => [title, JSON.stringify(it)])))).toEqual([]);
});

test("no planted value would reach a golden file, even one made from a state in which secrets are shown", () => {
  const { deployment } = JSON.parse(shown) as Deployment;
  const steps = (deployment.resources ?? []).map((newState) => ({ op: "same", urn: newState.urn, newState }));
  const golden = goldenFiles({ steps });
  expect(golden["SecretPatch.ds-database.yaml"]).toContain("[secret]");
  expect(leaks(planted, golden)).toEqual([]);
  for (const stack of ["dev", "full", "prod"]) expect(leaks(planted, readGolden(stack))).toEqual([]);
});
