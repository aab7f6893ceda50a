import { appliedFields } from "../../stacks/check/kubernetes/applied.ts";
import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { asInputs } from "../../stacks/check/kubernetes/objects.ts";

const applied = (fieldsV1: JsonObject, more: JsonObject = {}): JsonObject => ({
  fieldsV1,
  manager: "argocd",
  operation: "Apply",
  ...more,
});
const live = (fields: JsonObject, ...managedFields: JsonObject[]): JsonObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { labels: { app: "web" }, managedFields, name: "web", namespace: "data", uid: "1" },
  ...fields,
});

test("what was applied are the inputs of an import, without defaults and what controllers added", () => {
  const ports = [{ name: "http", port: 80, protocol: "TCP", targetPort: 80 }];
  const service = live(
    { spec: { clusterIP: "10.0.0.1", ports, type: "ClusterIP" }, status: { loadBalancer: {} } },
    applied({
      "f:metadata": { "f:labels": { "f:app": {} } },
      "f:spec": {
        "f:ports": { 'k:{"port":80,"protocol":"TCP"}': { ".": {}, "f:name": {}, "f:port": {} } },
        "f:type": {},
      },
    }),
  );
  expect(asInputs(service)).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { labels: { app: "web" }, name: "web", namespace: "data" },
    spec: { ports: [{ name: "http", port: 80 }], type: "ClusterIP" },
  });
});

test("two appliers are both counted, and an update of a controller is not", () => {
  const object = live(
    { data: { a: "1", b: "2", c: "3" } },
    applied({ "f:data": { "f:a": {} } }),
    applied({ "f:data": { "f:b": {} } }),
    applied({ "f:data": { "f:c": {} } }, { operation: "Update" }),
    applied({ "f:data": { "f:c": {} } }, { subresource: "status" }),
  );
  expect(appliedFields(object)?.["data"]).toEqual({ a: "1", b: "2" });
});

test("items of a set are known by themselves, and an empty list that the server keeps as null is empty", () => {
  const object = live(
    { finalizers: ["a", "b"], rules: null },
    applied({ "f:finalizers": { 'v:"b"': {} }, "f:rules": {} }),
  );
  expect(appliedFields(object)).toMatchObject({ finalizers: ["b"], rules: [] });
});

test("what the server adds to claim templates is not what was applied", () => {
  const given = { metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"] } };
  const stored = {
    ...given,
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    spec: { ...given.spec, volumeMode: "Filesystem" },
    status: { phase: "Pending" },
  };
  const object = live(
    { spec: { volumeClaimTemplates: [stored] } },
    applied({ "f:spec": { "f:volumeClaimTemplates": {} } }),
  );
  expect(appliedFields(object)?.["spec"]).toEqual({ volumeClaimTemplates: [given] });
});

test("an object that nobody applied is imported as it is", () => {
  const object = live({ data: { a: "1" } }, applied({ "f:data": { "f:a": {} } }, { operation: "Update" }));
  expect(appliedFields(object)).toBeUndefined();
  expect(asInputs(object)).toMatchObject({ data: { a: "1" }, metadata: { name: "web" } });
});
