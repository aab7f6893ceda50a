import { parseManifests } from "../../components/scheduler/release/manifests.ts";
import { sortedJson } from "../../components/scheduler/release/rules.ts";
import { renderSpec } from "../../stacks/check/index.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { masked } from "../../stacks/check/wire.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { helm, history } from "./helm.ts";
import { testLab } from "./lab.ts";
import { changes, Workspace } from "./workspace.ts";

const lab = testLab();
const namespace = "dolphinpod-release";
const input = { class: "dev", name: "ds", namespace, deletion: "delete" };
const workspace = new Workspace(
  lab,
  "release",
  `config:
  dolphinpod:class: ${input.class}
  dolphinpod:name: ${input.name}
  dolphinpod:namespace: ${namespace}
  dolphinpod:deletion: ${input.deletion}
  dolphinpod:scheduler: { delivery: release, history: 4, timeout: 20s }
`,
);

interface Workload {
  readonly metadata: { readonly uid: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly nodeSelector?: Readonly<Record<string, string>> } };
  };
}
const api = async () => (await lab.api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/ds-api`)) as Workload;
const descriptions = async () => (await history(lab, namespace, "ds")).map(({ description }) => description);
const up = () => workspace.pulumi("up", "--yes", "--skip-preview");

beforeAll(async () => {
  await workspace.init();
  await up();
});
afterAll(async () => {
  await workspace.pulumi("destroy", "--yes", "--skip-preview");
  workspace.dispose();
});

test("helm lists the scheduler, which came after its tables and has nothing more to do", async () => {
  const [listed] = JSON.parse(await helm(lab, namespace, "list", "--output", "json")) as { [key: string]: string }[];
  expect(listed).toMatchObject({ name: "ds", revision: "1", status: "deployed", app_version: "3.2.2" });

  const jobs = (await lab.api.get(`/apis/batch/v1/namespaces/${namespace}/jobs`)) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string };
      readonly status: { completionTime: string };
    }[];
  };
  const schema = jobs.items.find(({ metadata }) => metadata.name.startsWith("ds-schema-"));
  const { info } = JSON.parse(await helm(lab, namespace, "status", "ds", "--output", "json")) as {
    readonly info: { readonly first_deployed: string };
  };
  expect(Date.parse(schema?.status.completionTime ?? "")).toBeLessThanOrEqual(Date.parse(info.first_deployed));
  expect(changes(await workspace.preview())).toEqual([]);
});

test("its manifest is, field by field, what the other delivery registers", async () => {
  const { spec } = resolveOrThrow(input);
  const rendered = await renderSpec(spec, await surroundings(spec));
  const registered = rendered.filter(({ urn }) => urn.includes("$kubernetes:helm.sh/v4:Chart$kubernetes:"));
  expect(registered.length).toBeGreaterThan(12);
  // Helm gives an object without a namespace that of the release.
  const released = parseManifests(await helm(lab, namespace, "get", "manifest", "ds")).map((object) =>
    masked({ ...object, metadata: { ...(object["metadata"] as object), namespace } }),
  );
  expect(released.map(sortedJson).sort()).toEqual(registered.map(({ inputs }) => sortedJson(inputs)).sort());
});

test("an object has of Helm a label and two annotations, and no trace of what told the post-renderer", async () => {
  const object = (await lab.api.get(`/api/v1/namespaces/${namespace}/configmaps/ds-common`)) as {
    readonly metadata: unknown;
    readonly data: object;
  };
  expect(object.metadata).toMatchObject({
    annotations: { "meta.helm.sh/release-name": "ds", "meta.helm.sh/release-namespace": namespace },
    labels: { "app.kubernetes.io/managed-by": "Helm" },
  });
  expect(Object.keys(object.data).filter((key) => key.startsWith("DOLPHINPOD"))).toEqual([]);
});

test("a change is a revision, helm rollback takes it back, and the next update notices", async () => {
  await workspace.set("dolphinpod:api.replicas", "2");
  await up();
  expect(await descriptions()).toEqual(["Install complete", "Upgrade complete"]);
  expect((await api()).spec.replicas).toBe(2);

  await helm(lab, namespace, "rollback", "ds", "1", "--wait", "--timeout", "20s");
  expect((await api()).spec.replicas).toBe(1);
  expect(await helm(lab, namespace, "get", "hooks", "ds")).toBe("");

  await workspace.pulumi("refresh", "--yes", "--skip-preview");
  expect(changes(await workspace.preview())).toEqual(["update ds"]);
  await up();
  expect((await api()).spec.replicas).toBe(2);
  expect(await descriptions()).toEqual(["Install complete", "Upgrade complete", "Rollback to 1", "Upgrade complete"]);
});

test("an update that does not come up is taken back by Helm, and the next one that does is one like others", async () => {
  const before = await api();
  await workspace.set('dolphinpod:api.nodeSelector["example.com/nowhere"]', "yes");
  const { code, stdout } = await workspace.attempt(["up", "--yes", "--skip-preview"]);
  expect(code).not.toBe(0);
  expect(stdout).toContain("has been rolled back due to atomic being set");
  const after = await api();
  expect(after.metadata.uid).toBe(before.metadata.uid);
  expect(after.spec.template.spec.nodeSelector).toBeUndefined();

  await workspace.pulumi("config", "rm", "--path", "dolphinpod:api.nodeSelector");
  await up();
  expect(changes(await workspace.preview())).toEqual([]);
});

test("Helm keeps as many revisions as the stack file says", async () => {
  expect(await descriptions()).toHaveLength(4);
});
