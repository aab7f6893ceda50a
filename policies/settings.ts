import { prefix } from "../stacks/config/load.ts";
import { classes, type EnvironmentClass } from "../stacks/config/spec.ts";
import { parseExemptions } from "./core/exemptions.ts";
import type { Settings } from "./core/judge.ts";
import { defaultParameters, withParameters } from "./core/parameters.ts";
import { rules } from "./rules/index.ts";

const ruleIds = rules.map(({ id }) => id);

/** Key of a stack file under which exemptions stand, and that of parameters for all rules. */
export const exemptionsKey = "policies:exemptions";
export const parametersKey = "policies:parameters";

/**
 * Under which rules are run for a stack, by its configuration: its class, its exemptions and parameters.
 *
 * Values are texts, objects as JSON, as Pulumi hands them on. Throws when exemptions or parameters are wrong.
 */
export function settingsOf(config: ReadonlyMap<string, string>, now: Date): Settings {
  return {
    environmentClass: classOf(config.get(`${prefix}class`)),
    exemptions: parseExemptions(json(config, exemptionsKey), ruleIds),
    levels: {},
    now,
    parameters: withParameters(defaultParameters(), json(config, parametersKey) ?? {}),
    ruleParameters: {},
  };
}

/** A stack that is not of this project has no class: it is judged as gently as a development one. */
function classOf(text: string | undefined): EnvironmentClass {
  return classes.find((known) => known === text) ?? "dev";
}

function json(config: ReadonlyMap<string, string>, key: string): unknown {
  const text = config.get(key);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw new Error(`${key}: received a text, allowed JSON. Set it in the stack file, as YAML.`);
  }
}
