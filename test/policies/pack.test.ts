import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import google from "google-protobuf/google/protobuf/struct_pb.js";
import { ChangeGuard } from "../../policies/change/hooks.ts";
import { unknownText } from "../../policies/core/field.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { objects } from "../../policies/examples/environment.ts";
import { changed } from "../../policies/examples/example.ts";
import { type AnalyzerMethods, analyzerMethods } from "../../policies/pack/server.ts";
import { Session } from "../../policies/pack/session.ts";
import { rules } from "../../policies/rules/index.ts";
import { now, settings } from "./judging.ts";

const pack = { name: "dolphinpod-all", version: "0.1.0" };

/** Asks the pack as the engine does. */
function ask<Response>(service: AnalyzerMethods, method: keyof AnalyzerMethods, request: unknown): Response {
  return service[method](request as never) as Response;
}

function started(config: Record<string, string> = {}, baseline?: readonly PolicyObject[]) {
  const service = analyzerMethods(pack, new Session(rules, now, baseline));
  const request = new analyzer.AnalyzerStackConfigureRequest().setProject("dolphinpod").setDryRun(true);
  for (const [key, value] of Object.entries(config)) request.getConfigMap().set(key, value);
  ask(service, "ConfigureStack", request);
  return service;
}

const struct = (value: unknown) => google.Struct.fromJavaScript(value as Record<string, google.JavaScriptValue>);

const request = ({ type, name, properties }: PolicyObject) =>
  new analyzer.AnalyzeRequest()
    .setType(type)
    .setName(name)
    .setUrn(`urn:pulumi:prod::dolphinpod::${type}::${name}`)
    .setProperties(struct(properties))
    .setOptions(new analyzer.AnalyzerResourceOptions());

const said = (service: AnalyzerMethods, object: PolicyObject) =>
  ask<InstanceType<typeof analyzer.AnalyzeResponse>>(service, "Analyze", request(object))
    .getDiagnosticsList()
    .map((it) => [it.getPolicyname(), it.getEnforcementlevel(), it.getMessage()]);

const tooMany = changed(objects.worker, [["spec.replicas", 60]]);
const { ADVISORY, MANDATORY } = analyzer.EnforcementLevel;

test.each([
  ["prod", MANDATORY],
  ["dev", ADVISORY],
])("in class %s a finding has the level that the class gives it", (environmentClass, level) => {
  const service = started({ "dolphinpod:class": environmentClass });
  const info = ask<InstanceType<typeof analyzer.AnalyzerInfo>>(service, "GetAnalyzerInfo", undefined);
  const policy = info.getPoliciesList().find((it) => it.getName() === "replicas-within-role-limits");
  expect(policy?.getEnforcementlevel()).toBe(level);
  expect(said(service, tooMany)).toEqual([
    ["replicas-within-role-limits", level, expect.stringContaining("received 60, allowed 1 to 50")],
  ]);
});

test("a value that is not known yet is a warning, whatever the level, and no pass", () => {
  const service = started({ "dolphinpod:class": "prod" });
  const unknown = changed(objects.worker, [["spec.replicas", unknownText]]);
  expect(said(service, unknown)).toContainEqual([
    "replicas-within-role-limits",
    ADVISORY,
    "not evaluated until the update: spec.replicas is not known yet",
  ]);
});

test("a secret is seen as one, and a plain text in its place is found", () => {
  const service = started({ "dolphinpod:class": "prod" });
  expect(said(service, { ...objects.database, protect: true }).map(([rule]) => rule)).toEqual([
    "stateful-resources-protected",
  ]);
  const plain = said(service, changed(objects.database, [["password", "Tq8vK2mXw0"]]));
  expect(plain.map(([rule]) => rule)).toContain("rds-managed-password");
  expect(JSON.stringify(plain)).not.toContain("Tq8vK2mXw0");
});

function configuration(rule: string, level: 0 | 1 | 2 | 3, properties: object) {
  const config = new analyzer.PolicyConfig().setEnforcementlevel(level).setProperties(struct(properties));
  const message = new analyzer.ConfigureAnalyzerRequest();
  message.getPolicyconfigMap().set(rule, config);
  return message;
}

test("levels and parameters of the command line hold for their rule", () => {
  const service = started({ "dolphinpod:class": "prod" });
  const roleLimits = { worker: { min: 1, max: 100 } };
  ask(service, "Configure", configuration("replicas-within-role-limits", MANDATORY, { roleLimits }));
  expect(said(service, tooMany)).toEqual([]);
  const wrong = configuration("replicas-within-role-limits", MANDATORY, { roleLimits: { worker: { min: "none" } } });
  expect(() => ask(service, "Configure", wrong)).toThrow("roleLimits");
});

test("a remediation hands back the whole object, mended", () => {
  const service = started({ "dolphinpod:class": "prod" });
  ask(service, "Configure", configuration("pvc-retention-retain", analyzer.EnforcementLevel.REMEDIATE, {}));
  const bad = changed(objects.registry, [["spec.persistentVolumeClaimRetentionPolicy.whenScaled", "Delete"]]);
  const [remedy] = ask<InstanceType<typeof analyzer.RemediateResponse>>(
    service,
    "Remediate",
    request(bad),
  ).getRemediationsList();
  expect(remedy?.getPolicyname()).toBe("pvc-retention-retain");
  expect(remedy?.getProperties()?.toJavaScript()).toEqual(objects.registry.properties);
});

test("with a baseline a preview is judged as an update of it", () => {
  const old = { ...objects.registry, urn: "urn:pulumi:prod::dolphinpod::x::registry" };
  const service = started({ "dolphinpod:class": "prod" }, [old]);
  const after = changed(old, [["spec.replicas", 1]]);
  const resource = new analyzer.AnalyzerResource()
    .setType(after.type)
    .setName(after.name)
    .setUrn(old.urn)
    .setProperties(struct(after.properties))
    .setOptions(new analyzer.AnalyzerResourceOptions());
  const stack = new analyzer.AnalyzeStackRequest().setResourcesList([resource]);
  const found = ask<InstanceType<typeof analyzer.AnalyzeResponse>>(service, "AnalyzeStack", stack).getDiagnosticsList();
  expect(found.map((it) => it.getPolicyname())).toContain("registry-one-member-at-a-time");
});

test("a hook refuses the change that breaks a rule, and the second of two that do together", () => {
  const guard = new ChangeGuard(settings());
  const hook = (object: PolicyObject, replicas: number) => ({
    urn: `urn:pulumi:prod::dolphinpod::${object.type}::${object.name}`,
    type: object.type,
    oldInputs: object.properties,
    newInputs: changed(object, [["spec.replicas", replicas]]).properties,
  });
  expect(() => guard.check("update", hook(objects.worker, 2))).not.toThrow();
  expect(() => guard.check("update", hook(objects.registry, 1))).toThrow("registry-one-member-at-a-time");
  const removed = { type: objects.api.type, oldInputs: objects.api.properties, newInputs: undefined };
  expect(() => guard.check("delete", { ...removed, urn: "urn:pulumi:prod::p::d::api" })).not.toThrow();
  expect(() => guard.check("delete", { ...removed, urn: "urn:pulumi:prod::p::d::alert" })).toThrow(
    "max-removed-components-per-update",
  );
});
