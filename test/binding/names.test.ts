import { maxInstanceLength } from "../../components/binding/checks.ts";
import { postgresqlObjects } from "../../components/database/postgresql.ts";
import { bucketObjects } from "../../components/object-store/bucket.ts";
import { minioObjects } from "../../components/object-store/minio.ts";
import { zookeeperObjects } from "../../components/registry/zookeeper.ts";
import { inCluster, minio, zookeeper } from "./fixtures.ts";

const args = { deletion: "retain", instance: "a".repeat(maxInstanceLength), namespace: "data" } as const;
const objects = [
  postgresqlObjects({ ...args, spec: inCluster }),
  minioObjects({ ...args, spec: minio }),
  bucketObjects({ ...args, spec: minio }),
  zookeeperObjects({ ...args, spec: zookeeper(3) }),
].flatMap((group) => Object.entries(group));

test.each(objects.map(([kind, object]) => [object?.metadata.name ?? "", kind] as const))(
  "%s, the %s of the longest allowed instance, has a name that Kubernetes takes",
  (name, kind) => {
    // Pods of a StatefulSet carry its name and "-<hash of 10>" as a label of at most 63 characters.
    const limit = kind === "statefulSet" ? 52 : 63;
    expect(name.length).toBeLessThanOrEqual(limit);
  },
);

test("the longest allowed instance cannot be any longer", () => {
  const { job } = bucketObjects({ ...args, spec: minio });
  expect(job.metadata.name).toHaveLength(63);
});
