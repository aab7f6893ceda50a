import type {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { PolicyObject } from "../core/object.ts";
import type { Level } from "../enforcement.ts";
import { levelFromEngine } from "./messages.ts";

/** A resource that is about to be made or changed. Its properties are read when a rule first asks for them. */
export function objectOf(request: AnalyzeRequest | AnalyzerResource): PolicyObject {
  return {
    type: request.getType(),
    name: request.getName(),
    urn: request.getUrn(),
    parent: request.getOptions()?.getParent() ?? "",
    protect: request.getOptions()?.getProtect() ?? false,
    get properties() {
      return request.getProperties()?.toJavaScript() ?? {};
    },
  };
}

/** A resource among all of the stack. */
export function stackObjectOf(resource: AnalyzerResource): PolicyObject {
  const dependencies = [...resource.getPropertydependenciesMap().entries()] as [string, { getUrnsList(): string[] }][];
  return Object.assign(objectOf(resource), {
    parent: resource.getParent(),
    propertyDependencies: Object.fromEntries(dependencies.map(([key, urns]) => [key, urns.getUrnsList()])),
  });
}

/** The stack's configuration by key. Secrets are left out: no rule needs one. */
export function configOf(request: AnalyzerStackConfigureRequest): ReadonlyMap<string, string> {
  const secrets = new Set(request.getConfigSecretKeysList());
  const entries = [...request.getConfigMap().entries()] as [string, string][];
  return new Map(entries.filter(([key]) => !secrets.has(key)));
}

type PolicyConfig = { getEnforcementlevel(): number; getProperties(): { toJavaScript(): object } | undefined };

export function levelsOf(request: ConfigureAnalyzerRequest): Record<string, Level> {
  return Object.fromEntries(configs(request).map(([rule, it]) => [rule, levelFromEngine(it.getEnforcementlevel())]));
}

/** Parameters by rule, of the rules for which any are set. */
export function ruleParametersOf(request: ConfigureAnalyzerRequest): Record<string, object> {
  const all = configs(request).map(([rule, it]) => [rule, it.getProperties()?.toJavaScript() ?? {}] as const);
  return Object.fromEntries(all.filter(([, set]) => Object.keys(set).length > 0));
}

const configs = (request: ConfigureAnalyzerRequest) =>
  [...request.getPolicyconfigMap().entries()] as [string, PolicyConfig][];
