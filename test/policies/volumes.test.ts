import { container, document, found, ofWorker, workload } from "./spelled.ts";

const pod = "spec.template.spec";

describe("persistent-logs", () => {
  const logs = "/opt/dolphinscheduler/logs";
  const mounts = (...paths: string[]) =>
    `volumeMounts: [${paths.map((path, index) => `{name: v${index}, mountPath: ${path}}`).join(", ")}]`;
  const metadata = `{name: w, namespace: a, labels: {${ofWorker}}}`;
  const onEmptyDir = `volumes: [{name: v0, emptyDir: {}}], ${container}, ${mounts(logs)}}]`;
  const claims = "volumeClaimTemplates: [{metadata: {name: v0}}], ";
  const stateful = (spec: string) =>
    workload({ kind: "StatefulSet", labels: ofWorker, name: "w", own: claims, pod: spec });

  test.each([
    ["a pod", document("v1", "Pod", metadata, `spec: {${onEmptyDir}}`), "spec.volumes[0]: a volume of kind emptyDir"],
    [
      "a DaemonSet",
      workload({ kind: "DaemonSet", labels: ofWorker, name: "w", pod: onEmptyDir }),
      `${pod}.volumes[0]: a volume of kind emptyDir`,
    ],
    [
      "a folder below that is on another volume",
      stateful(`volumes: [{name: v1, emptyDir: {}}], ${container}, ${mounts(logs, `${logs}/tasks`)}}]`),
      `${pod}.volumes[0]: a volume of kind emptyDir`,
    ],
    [
      "a claim for a folder below alone",
      stateful(`${container}, ${mounts(`${logs}/tasks`)}}]`),
      `${pod}.containers[0].volumeMounts: no volume at ${logs}`,
    ],
  ])("%s", (_, text, expected) => {
    expect(found("persistent-logs", text)).toEqual([`a/w ${expected}`]);
  });

  test("settings that are mounted among the logs are nobody's logs", () => {
    const text = stateful(
      `volumes: [{name: v1, configMap: {}}], ${container}, ${mounts(`${logs}/`, `${logs}/logback`)}}]`,
    );
    expect(found("persistent-logs", text)).toEqual([]);
  });

  test("an emptyDir below the logs has a limit too", () => {
    const text = stateful(`volumes: [{name: v1, emptyDir: {}}], ${container}, ${mounts(logs, `${logs}/tasks`)}}]`);
    expect(found("log-volume-has-a-limit", text)).toEqual([`a/w ${pod}.volumes[0].emptyDir.sizeLimit: nothing`]);
  });
});

describe("keytab-readable-only-by-owner", () => {
  const keytab = (volume: string) => {
    const spec = `volumes: [{name: v, ${volume}}], containers: [{name: c, image: "x:1", volumeMounts: [{name: v, readOnly: true}]}]`;
    return found("keytab-readable-only-by-owner", workload({ pod: spec }));
  };

  test.each([
    ["secret: {secretName: hdfs-keytab, defaultMode: 256, items: [{mode: 420}]}", "secret.items[0].mode: 420"],
    ["secret: {secretName: hdfs, items: [{key: hdfs.keytab, path: k}]}", "secret.defaultMode: nothing"],
    ["projected: {sources: [{secret: {name: hdfs-keytab}}]}", "projected.defaultMode: nothing"],
    [
      "projected: {defaultMode: 256, sources: [{secret: {name: hdfs-keytab, items: [{mode: 288}]}}]}",
      "projected.sources[0].secret.items[0].mode: 288",
    ],
    ["projected: {defaultMode: 256, sources: [{secret: {name: hdfs-keytab, items: [{mode: 256}]}}]}", undefined],
    ["secret: {secretName: hdfs-keytab, defaultMode: 256, items: [{key: k}]}", undefined],
    ["projected: {sources: [{serviceAccountToken: {path: token}}]}", undefined],
  ])("%s", (volume, expected) => {
    expect(keytab(volume)).toEqual(expected === undefined ? [] : [`a/web ${pod}.volumes[0].${expected}`]);
  });
});

describe("no-ephemeral-registry-or-object-store", () => {
  const store = (image: string, mount: string, volume: string) => {
    const spec = `volumes: [{name: v, ${volume}}], containers: [{name: c, image: "${image}", volumeMounts: [${mount}]}]`;
    return found("no-ephemeral-registry-or-object-store", workload({ pod: spec }));
  };

  test.each([
    ["zookeeper:3.8", "", "configMap: {}", "containers[0].volumeMounts: no volume for its data"],
    [
      "quay.io/minio/minio:1",
      "{name: v, mountPath: /data}",
      "emptyDir: {}",
      "volumes[0].emptyDir: data on a volume of kind emptyDir",
    ],
    [
      "postgres:16",
      "{name: v, mountPath: /var/lib/postgresql/data}",
      "ephemeral: {}",
      "volumes[0].ephemeral: data on a volume of kind ephemeral",
    ],
    ["minio/minio:1", "{name: v, mountPath: /mnt/disk1}", "persistentVolumeClaim: {claimName: x}", undefined],
    ["prom/postgres-exporter:1", "", "emptyDir: {}", undefined],
  ])("%s with %j of %s", (image, mount, volume, expected) => {
    expect(store(image, mount, volume)).toEqual(expected === undefined ? [] : [`a/web ${pod}.${expected}`]);
  });
});
