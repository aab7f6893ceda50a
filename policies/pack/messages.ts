import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import google from "google-protobuf/google/protobuf/struct_pb.js";
import type { Exemption } from "../core/exemptions.ts";
import { type Finding, type NotEvaluated, sentence } from "../core/finding.ts";
import type { PolicyObject } from "../core/object.ts";
import { parameterSchemas } from "../core/parameters.ts";
import type { Rule, Severity } from "../core/rule.ts";
import type { Level } from "../enforcement.ts";
import type { Remedy } from "./session.ts";

const { EnforcementLevel, PolicySeverity, PolicyType } = analyzer;

const toEngine = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
  remediate: EnforcementLevel.REMEDIATE,
} as const;

const severity: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = {
  low: PolicySeverity.POLICY_SEVERITY_LOW,
  medium: PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

export function levelFromEngine(level: number): Level {
  const [name] = Object.entries(toEngine).find(([, value]) => value === level) ?? [];
  return name === "mandatory" || name === "disabled" || name === "remediate" ? name : "advisory";
}

/** Whose diagnostics they are. */
export interface PackIdentity {
  readonly name: string;
  readonly version: string;
}

export function policyInfo(rule: Rule, level: Level): InstanceType<typeof analyzer.PolicyInfo> {
  const info = new analyzer.PolicyInfo()
    .setName(rule.id)
    .setDisplayname(rule.title)
    .setDescription(rule.title)
    .setSeverity(severity[rule.severity])
    .setEnforcementlevel(toEngine[level])
    .setRemediationSteps(rule.remediation)
    .setUrl(rule.link)
    .setTagsList([rule.pack, ...(rule.star ? ["star"] : [])])
    .setPolicyType(rule.scope === "object" ? PolicyType.POLICY_TYPE_RESOURCE : PolicyType.POLICY_TYPE_STACK);
  if (rule.parameters) {
    const properties = google.Struct.fromJavaScript(toStruct(parameterSchemas(rule.parameters)));
    info.setConfigschema(new analyzer.PolicyConfigSchema().setProperties(properties));
  }
  return info;
}

export function violation(pack: PackIdentity, found: Finding, level: Level) {
  const stands = level === "remediate" ? "mandatory" : level;
  return diagnostic(pack, found.rule, found.object).setMessage(sentence(found)).setEnforcementlevel(toEngine[stands]);
}

/** Says that a rule could not decide; it warns whatever the rule's level, because the update decides. */
export function undecided(pack: PackIdentity, { rule, object, path }: NotEvaluated) {
  return diagnostic(pack, rule, object)
    .setMessage(`not evaluated until the update: ${path} is not known yet`)
    .setEnforcementlevel(EnforcementLevel.ADVISORY);
}

/** Says at the end of every preview which exemption let something pass. */
export function inForce(pack: PackIdentity, rule: Rule, { expires, match, owner, reason }: Exemption) {
  return diagnostic(pack, rule, undefined)
    .setMessage(`exempted for ${match} until ${expires} by ${owner}: ${reason}`)
    .setEnforcementlevel(EnforcementLevel.ADVISORY);
}

function diagnostic(pack: PackIdentity, rule: Rule, object: PolicyObject | undefined) {
  return new analyzer.AnalyzeDiagnostic()
    .setPolicyname(rule.id)
    .setPolicypackname(pack.name)
    .setPolicypackversion(pack.version)
    .setDescription(rule.title)
    .setSeverity(severity[rule.severity])
    .setUrn(object?.urn ?? "");
}

export function remediation(pack: PackIdentity, { rule, properties }: Remedy) {
  return new analyzer.Remediation()
    .setPolicyname(rule.id)
    .setPolicypackname(pack.name)
    .setPolicypackversion(pack.version)
    .setDescription(rule.title)
    .setProperties(google.Struct.fromJavaScript(toStruct(properties)));
}

/** What protobuf calls a struct, of a value that is an object. */
function toStruct(value: unknown): Record<string, google.JavaScriptValue> {
  return JSON.parse(JSON.stringify(value)) as Record<string, google.JavaScriptValue>;
}
