import { setTimeout as sleep } from "node:timers/promises";
import { Acceptance } from "./acceptance.ts";
import { installKinds, type Kinds, ownGroups } from "./definitions.ts";
import { testLab } from "./lab.ts";
import { groupOf, type Manifest, renderedManifests } from "./rendered.ts";

const lab = testLab();
const acceptance = new Acceptance(lab.api);

/** What neither full nor prod has: operators that stand in for AWS. */
const operators = `config:
  dolphinpod:class: dev
  dolphinpod:namespace: dolphinpod-operators
  dolphinpod:database: { backend: cloudnative-pg, backups: { bucket: backups, endpoint: "https://s3.example.com" } }
  dolphinpod:objectStore: { backend: existing, secretName: store }
  dolphinpod:externalSecrets: { store: vault, objectStore: prod/object-store }
  dolphinpod:worker: { autoscaling: { by: keda, min: 2, max: 8 } }
`;

const stacks = {
  full: "test/fixtures/stacks/Pulumi.full.yaml",
  prod: "Pulumi.prod.yaml",
  operators,
} as const;

const rendered = new Map<string, readonly Manifest[]>();
let kinds: Kinds | undefined;
let custom = (_: Manifest): boolean => false;

const namespaces = () => new Set([...rendered.values()].flat().flatMap(({ metadata }) => metadata.namespace ?? []));

beforeAll(async () => {
  const own = await ownGroups(lab.api);
  custom = (it) => !own.has(groupOf(it));
  for (const [stack, file] of Object.entries(stacks)) rendered.set(stack, await renderedManifests(file));
  kinds = await installKinds(lab.api, [...rendered.values()].flat());
  for (const name of namespaces()) await createNamespace(name);
});

/** Other tests may have left it, or it may be on its way out still, and then nothing can be made in it. */
async function createNamespace(name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  await lab.api.remove(path);
  while (await lab.api.get(path)) await sleep(200);
  await lab.api.create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
}

afterAll(async () => {
  await kinds?.remove();
  for (const name of namespaces()) await lab.api.remove(`/api/v1/namespaces/${name}`);
});

/** A value that is hidden here is no base64, which the API server asks for in a Secret. */
function sendable(manifest: Manifest): Manifest {
  if (manifest.kind !== "Secret") return manifest;
  const keys = Object.keys(typeof manifest.data === "object" ? (manifest.data ?? {}) : {});
  return { ...manifest, data: Object.fromEntries(keys.map((key) => [key, ""])) };
}

describe.each(Object.keys(stacks))("every object of %s", (stack) => {
  test("that is of a custom kind is accepted under its project's own definition", async () => {
    const objects = (rendered.get(stack) ?? []).filter(custom);
    expect(objects.length).toBeGreaterThan(0);
    expect(await acceptance.problems(objects)).toEqual([]);
  });

  test("that is of Kubernetes' own kinds is accepted, and no field of it is unknown", async () => {
    const objects = (rendered.get(stack) ?? []).filter((it) => !custom(it));
    expect(objects.length).toBeGreaterThan(20);
    expect(await acceptance.problems(objects.map(sendable))).toEqual([]);
  });
});

test("a field that a definition does not know is refused, whatever the kind", async () => {
  const one = new Map(
    [...rendered.values()]
      .flat()
      .filter(custom)
      .map((it) => [`${groupOf(it)} ${it.kind}`, it]),
  );
  const wrong = [...one.values()].map((it) => ({ ...it, spec: { ...(it.spec as object), dolphins: 3 } }));
  const said = await acceptance.problems(wrong);
  expect(said.map((problem) => problem.split(" ")[0])).toEqual(wrong.map(({ kind }) => kind));
  for (const problem of said) expect(problem).toContain("spec.dolphins");
});
