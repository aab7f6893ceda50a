import { checkObjectStore } from "../../components/object-store/check.ts";
import { objectStoreEndpoint } from "../../components/object-store/endpoint.ts";
import { minioBinding, minioObjects } from "../../components/object-store/minio.ts";
import { minio } from "../binding/fixtures.ts";
import { expectRestricted } from "../binding/restricted.ts";

const args = { deletion: "retain", instance: "shop", namespace: "data", spec: minio } as const;
const objects = minioObjects(args);
const { spec } = objects.statefulSet;
const pod = spec.template.spec;
const [server] = pod.containers;

test("the binding names endpoint and bucket and holds no secret access key", () => {
  expect(minioBinding(args)).toEqual({
    "access-key-id": "dolphinscheduler",
    bucket: "files",
    endpoint: "http://shop-minio.data.svc:9000",
    provider: "dolphinpod",
    region: "us-east-1",
    type: "s3",
  });
});

test("the pod is restricted and has an account of its own without a token", () => {
  expectRestricted(pod);
  expect(objects.serviceAccount.metadata.name).toBe(pod.serviceAccountName);
});

test("the server alone knows the administrator, by reference", () => {
  const ref = (key: string) => ({ valueFrom: { secretKeyRef: { key, name: "shop-minio-root" } } });
  expect(server?.env).toContainEqual({ name: "MINIO_ROOT_USER", ...ref("username") });
  expect(server?.env).toContainEqual({ name: "MINIO_ROOT_PASSWORD", ...ref("password") });
  expect(JSON.stringify(objects)).not.toContain("shop-object-store");
});

test("no web console is served and no update is looked for", () => {
  expect(server?.env).toContainEqual({ name: "MINIO_BROWSER", value: "off" });
  expect(server?.env).toContainEqual({ name: "MINIO_UPDATE", value: "off" });
});

test("what MinIO writes outside its volume goes to scratch space", () => {
  expect(server?.env).toContainEqual({ name: "HOME", value: "/tmp" });
  expect(server?.volumeMounts.map((mount) => mount.mountPath)).toEqual(["/data", "/tmp"]);
});

test("liveness and readiness ask different questions", () => {
  expect(server?.livenessProbe.httpGet.path).toBe("/minio/health/live");
  expect(server?.readinessProbe.httpGet.path).toBe("/minio/health/ready");
});

test("the Service leads to the pods, and a network policy can name them", () => {
  expect(spec.template.metadata.labels).toMatchObject(objects.service.spec.selector);
  expect(objectStoreEndpoint("shop", minio)).toEqual({ kind: "pods", labels: spec.selector.matchLabels, port: 9000 });
});

test("retained data keep their claims", () => {
  expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: "Retain", whenScaled: "Retain" });
});

test.each([
  ["instance", "shop-", {}],
  ["spec.bucket", "shop", { bucket: "My_Bucket" }],
  ["spec.bucket", "shop", { bucket: "ab" }],
  ["spec.bucket", "shop", { bucket: "a".repeat(64) }],
  ["spec.region", "shop", { region: "" }],
  ["spec.storage.size", "shop", { storage: { size: "0Gi", storageClass: undefined } }],
])("a wrong %s is refused by its path", (path, instance, change) => {
  const problems = checkObjectStore(instance, { ...minio, ...change });
  expect(problems.map((problem) => problem.propertyPath)).toEqual([path]);
  expect(problems[0]?.reason).toMatch(/^[a-zA-Z.]+: .+ allowed .+ Try ".+"\.$/);
});

test("right arguments have no problems", () => {
  expect(checkObjectStore("shop", minio)).toEqual([]);
});

test.each([
  ["on", { name: "MINIO_PROMETHEUS_AUTH_TYPE", value: "public" }],
  ["off", undefined],
] as const)("with metrics %s whoever may reach the server reads them as %j says", (metrics, variable) => {
  const { statefulSet } = minioObjects({ ...args, spec: { ...args.spec, metrics } });
  const env = statefulSet.spec.template.spec.containers[0]?.env;
  expect(env?.find(({ name }) => name === "MINIO_PROMETHEUS_AUTH_TYPE")).toEqual(variable);
});
