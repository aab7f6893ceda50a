import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { replacePaths } from "../lab/provider/replace.ts";

const kind = (apiVersion: string, name: string, rest: JsonObject = {}) => ({ apiVersion, kind: name, ...rest });
const STRICT = { configMaps: false, secrets: false };
const LENIENT = { configMaps: true, secrets: true };

test("every object is replaced when its name or namespace changes", () => {
  expect(replacePaths(kind("example.com/v1", "Thing"), STRICT)).toEqual(["metadata.name", "metadata.namespace"]);
});

test.each([
  ["apps/v1", "StatefulSet", "spec.volumeClaimTemplates"],
  ["apps/v1", "StatefulSet", "spec.serviceName"],
  ["apps/v1", "Deployment", "spec.selector"],
  ["batch/v1", "Job", "spec.template"],
  ["v1", "PersistentVolumeClaim", "spec.storageClassName"],
  ["v1", "Service", "spec.clusterIP"],
  ["v1", "Secret", "type"],
  ["rbac.authorization.k8s.io/v1", "RoleBinding", "roleRef"],
  ["storage.k8s.io/v1", "StorageClass", "provisioner"],
])("of %s the %s is replaced when its %s changes", (apiVersion, name, path) => {
  expect(replacePaths(kind(apiVersion, name), STRICT)).toContain(path);
});

test("the size of a claim may change in place", () => {
  expect(replacePaths(kind("v1", "PersistentVolumeClaim"), STRICT).join()).not.toContain("resources");
});

test("content of ConfigMaps and Secrets changes in place only where the provider says so and the object allows it", () => {
  expect(replacePaths(kind("v1", "ConfigMap"), STRICT)).toContain("data");
  expect(replacePaths(kind("v1", "Secret"), STRICT)).toContain("stringData");
  expect(replacePaths(kind("v1", "ConfigMap"), LENIENT)).not.toContain("data");
  expect(replacePaths(kind("v1", "Secret"), LENIENT)).not.toContain("stringData");
  expect(replacePaths(kind("v1", "Secret", { immutable: true }), LENIENT)).toContain("data");
});
