import { spawnSync } from "node:child_process";
import { schemaJob } from "../../components/scheduler/schema-job.ts";
import { jdbcSpec, spec, withServers } from "./spec.ts";

const pod = (of = spec) => schemaJob(of).spec.template.spec;
const container = (of = spec) => {
  const [only] = pod(of).containers;
  if (!only) throw new Error("the Job has no container");
  return only;
};
const script = (of = spec) => container(of).command[2] ?? "";

test("trap 1: the schema is made or upgraded by a Job of the release's tools image, once the database answers", () => {
  expect(container().image).toBe("apache/dolphinscheduler-tools:3.2.2");
  expect(script()).toMatch(/until .*\$DATABASE_HOST\/\$DATABASE_PORT[\s\S]*bash tools\/bin\/upgrade-schema\.sh$/);
});

test("the script is one that bash can read", () => {
  for (const each of [spec, jdbcSpec]) {
    expect(spawnSync("/bin/bash", ["-n", "-c", script(each)]).stderr.toString()).toBe("");
  }
});

test("a jdbc registry's tables are made too, where the version's schema lacks them", () => {
  expect(script(jdbcSpec)).toMatch(/upgrade-schema\.sh\nbash tools\/bin\/initialize-jdbc-registry\.sh$/);
  expect(script({ ...jdbcSpec, version: "3.3.2" })).not.toContain("initialize-jdbc-registry");
  expect(script(spec)).not.toContain("initialize-jdbc-registry");
});

test("another version or image is another Job, and another number of servers is not", () => {
  const name = schemaJob(spec).metadata.name;
  expect(name).toMatch(/^dolphin-schema-3-2-2-[0-9a-f]{8}$/);
  expect(schemaJob({ ...spec, version: "3.3.2" }).metadata.name).toMatch(/^dolphin-schema-3-3-2-/);
  expect(
    schemaJob({ ...spec, image: { ...spec.image, references: { ...spec.image.references, tools: "ours/tools:1" } } })
      .metadata.name,
  ).not.toBe(name);
  expect(schemaJob(withServers({ worker: { replicas: 9 } })).metadata.name).toBe(name);
});

test("the Job ends, and stays, so that the next update does not run it again", () => {
  expect(schemaJob(spec).spec).toMatchObject({ activeDeadlineSeconds: 1800, backoffLimit: 3 });
  expect(schemaJob(spec).spec).not.toHaveProperty("ttlSecondsAfterFinished");
});

test("the Job runs restricted, with its own account, without a token, within limits", () => {
  expect(pod()).toMatchObject({
    automountServiceAccountToken: false,
    restartPolicy: "Never",
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    serviceAccountName: "dolphin-schema",
  });
  expect(container()).toMatchObject({
    resources: { limits: { memory: "1Gi" } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
  });
});

test("the Job knows the database by its binding and nothing else of the environment", () => {
  const env = JSON.stringify(container().env);
  expect(env).toContain('"secretKeyRef":{"key":"password","name":"dolphin-database"}');
  expect(env).not.toMatch(/object-store|REGISTRY/);
});

test("the pull secrets of the spec are the Job's too", () => {
  const image = { ...spec.image, pullSecrets: ["login"] };
  expect(schemaJob({ ...spec, image }).spec.template.spec).toMatchObject({ imagePullSecrets: [{ name: "login" }] });
});

test("what needs the tables runs after they are made, in the same Job and before any server", () => {
  const afterwards = { annotations: { note: "1" }, component: "admin", script: "echo admin", variables: [] };
  const { metadata, spec: template } = schemaJob(spec, [afterwards]).spec.template;
  expect(template.initContainers?.map(({ name }) => name)).toEqual(["schema"]);
  expect(template.containers.map(({ name }) => name)).toEqual(["admin"]);
  expect(template.containers[0]?.command[2]).toMatch(/echo admin$/);
  expect(metadata.annotations).toEqual({ note: "1" });
});
