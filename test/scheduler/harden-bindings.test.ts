import { caFile, tlsParameters } from "../../components/binding/ca.ts";
import { harden } from "../../components/scheduler/harden/index.ts";
import { commonProperties } from "../../components/scheduler/properties.ts";
import { schemaJob } from "../../components/scheduler/schema-job.ts";
import { type SchedulerSpec, type ServerName, serverNames } from "../../components/scheduler/types.ts";
import { validate } from "../../components/scheduler/validate.ts";
import { container, pod, variables } from "./hardened.ts";
import { templateOf } from "./read.ts";
import { workload } from "./rendered.ts";
import { jdbcSpec, spec } from "./spec.ts";

const caBundle = { configMapName: "rds-ca", key: "global-bundle.pem" };

function withDatabase(of: SchedulerSpec, change: object): SchedulerSpec {
  const database = { ...of.bindings.database, ...change };
  const registry = of.bindings.registry.type === "jdbc" ? { type: "jdbc" as const, database } : of.bindings.registry;
  return { ...of, bindings: { ...of.bindings, database, registry } };
}

const verifying = withDatabase(spec, { caBundle, parameters: tlsParameters("verify-full", caBundle) });
const volume = {
  configMap: { defaultMode: 0o444, items: [{ key: "global-bundle.pem", path: "ca.pem" }], name: "rds-ca" },
  name: "database-ca",
};
const mount = { mountPath: "/etc/dolphinpod/database-ca", name: "database-ca", readOnly: true };

describe("the database's certificates", () => {
  test.each(["master", "api", "alert"] as const)("%s finds them where its URL says", (server) => {
    expect(pod(server, verifying)["volumes"]).toContainEqual(volume);
    expect(container(server, verifying)["volumeMounts"]).toContainEqual(mount);
    expect(caFile).toBe(`${mount.mountPath}/ca.pem`);
    expect(variables(server, verifying)["SPRING_DATASOURCE_URL"]).toMatch(
      /\?sslmode=verify-full&sslrootcert=%2Fetc%2Fdolphinpod%2Fdatabase-ca%2Fca\.pem$/,
    );
  });

  test("a worker has them only where the registry is in the database", () => {
    expect(JSON.stringify(pod("worker", verifying))).not.toContain("database-ca");
    const jdbc = withDatabase(jdbcSpec, { caBundle });
    expect(pod("worker", jdbc)["volumes"]).toContainEqual(volume);
    expect(container("worker", jdbc)["volumeMounts"]).toContainEqual(mount);
  });

  test("the schema Job has them too", () => {
    const { containers, volumes } = schemaJob(verifying).spec.template.spec;
    expect(volumes).toContainEqual(volume);
    expect(containers[0]?.volumeMounts).toContainEqual(mount);
  });

  test("without them nothing is mounted", () => {
    for (const server of serverNames) expect(JSON.stringify(pod(server))).not.toContain("database-ca");
    expect(JSON.stringify(schemaJob(spec))).not.toContain("database-ca");
  });

  test("hardening twice mounts them once", () => {
    const once = harden(workload("api"), verifying);
    expect(harden(once, verifying)).toEqual(once);
  });
});

describe("revisions of bindings", () => {
  const annotations = (server: ServerName, of: SchedulerSpec) =>
    JSON.stringify(templateOf(harden(workload(server), of))["metadata"]);
  const restarted = (from: SchedulerSpec, to: SchedulerSpec) =>
    serverNames.filter((server) => annotations(server, from) !== annotations(server, to));
  const withStore = (revision: string): SchedulerSpec => ({
    ...spec,
    bindings: { ...spec.bindings, objectStore: { ...spec.bindings.objectStore, revision } },
  });

  test("a new password of the database restarts exactly its clients", () => {
    const [before, after] = ["db/1", "db/2"].map((revision) => withDatabase(spec, { revision })) as [
      SchedulerSpec,
      SchedulerSpec,
    ];
    expect(restarted(before, after)).toEqual(["master", "api", "alert"]);
  });

  test("and the workers where the registry is in it", () => {
    const [before, after] = ["db/1", "db/2"].map((revision) => withDatabase(jdbcSpec, { revision })) as [
      SchedulerSpec,
      SchedulerSpec,
    ];
    expect(restarted(before, after)).toEqual([...serverNames]);
  });

  test("a new key of the object store restarts exactly its clients", () => {
    expect(restarted(withStore("bucket/1"), withStore("bucket/2"))).toEqual(["master", "worker", "api"]);
  });

  test("a new password is another run of the schema Job, which tries it before any server does", () => {
    const name = (revision: string) => schemaJob(withDatabase(spec, { revision })).metadata.name;
    expect(name("db/1")).not.toBe(name("db/2"));
    expect(name("db/1")).toBe(name("db/1"));
  });
});

describe("an object store that the node's role opens", () => {
  const objectStore = { ...spec.bindings.objectStore, signIn: "instance-profile" as const };
  const newest: SchedulerSpec = { ...spec, version: "3.4.2", bindings: { ...spec.bindings, objectStore } };

  test("no server gets a key", () => {
    for (const server of serverNames) {
      expect(JSON.stringify(variables(server, newest))).not.toMatch(/access-key-id|secret-access-key/);
    }
    expect(variables("worker", newest)).toHaveProperty("AWS_S3_BUCKET_NAME");
  });

  test("the application is told to sign in that way", () => {
    expect(commonProperties(newest)).toMatchObject({
      "aws.s3.credentials.provider.type": "InstanceProfileCredentialsProvider",
    });
    expect(commonProperties({ ...newest, bindings: spec.bindings })).toMatchObject({
      "aws.s3.access.key.id": "from-environment",
      "aws.s3.credentials.provider.type": "AWSStaticCredentialsProvider",
    });
  });

  test("a version that cannot is refused", () => {
    expect(validate(newest)).toEqual([]);
    expect(validate({ ...newest, version: "3.2.2" })).toEqual([
      { propertyPath: "spec.bindings.objectStore.signIn", reason: expect.stringMatching(/it knows static-keys/) },
    ]);
  });
});
