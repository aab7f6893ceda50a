import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { withIgnored } from "../lab/provider/ignored.ts";

const managed = (manager: string, fields: JsonObject): JsonObject => ({ manager, fieldsV1: { "f:spec": fields } });
const live = (...managedFields: JsonObject[]): JsonObject => ({
  kind: "Deployment",
  metadata: { managedFields },
  spec: { paused: false, replicas: 5 },
});
const manifest = { kind: "Deployment", spec: { paused: true, replicas: 3 } };

test("a field that others alone own is not sent, so nothing is taken from them", () => {
  const scaled = live(managed("mine", { "f:paused": {} }), managed("scaler", { "f:replicas": {} }));
  expect(withIgnored(manifest, scaled, "mine", ["spec.replicas"])).toEqual({
    kind: "Deployment",
    spec: { paused: true },
  });
});

test("a field that is ours, alone or with others, is sent as it is on the server, so it does not fall to its default", () => {
  const shared = live(managed("mine", { "f:replicas": {} }), managed("scaler", { "f:replicas": {} }));
  expect(withIgnored(manifest, shared, "mine", ["spec.replicas"])).toMatchObject({ spec: { replicas: 5 } });
  expect(withIgnored({ kind: "Deployment", spec: {} }, shared, "mine", ["spec.replicas"])).toMatchObject({
    spec: { replicas: 5 },
  });
});

test("a field that nobody owns stays as it is on the server, and without any there as the program says", () => {
  expect(withIgnored(manifest, live(), "mine", ["spec.replicas"])).toMatchObject({ spec: { replicas: 5 } });
  expect(withIgnored(manifest, { kind: "Deployment" }, "mine", ["spec.replicas"])).toEqual(manifest);
});

test("without ignored fields everything is sent", () => {
  expect(withIgnored(manifest, live(), "mine", [])).toEqual(manifest);
});
