import { staleVariables } from "../../../components/scheduler/environment.ts";
import { type ServerName, serverNames } from "../../../components/scheduler/types.ts";
import { holdsSecret, looksSecret, type Problem } from "../problems.ts";
import type { Rule } from "./rule.ts";

/** Variables that another option sets, or that the environment needs to be as they are. */
const owned: readonly (readonly [RegExp, string])[] = [
  [/^(TZ|SPRING_JACKSON_TIME_ZONE)$/, "timezone, one for all servers"],
  [/^(JAVA_OPTS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS)$/, "heap, cpu and memory"],
  [/^(MASTER|WORKER)_EXEC_THREADS$/, "threads"],
  [/^WORKER_TENANT_CONFIG_/, "tenants"],
  [/^(DATABASE(_.*)?|SPRING_PROFILES_ACTIVE|SPRING_DATASOURCE_.*)$/, "the database section"],
  [/^REGISTRY_/, "the registry section"],
  [/^(RESOURCE_|AWS_|REMOTE_LOGGING_)/, "the objectStore section"],
  [/^(MANAGEMENT_|SPRING_CLOUD_KUBERNETES_|SPRING_MAIN_CLOUD_PLATFORM$|KUBERNETES_)/, "what probes and discovery need"],
  [/^(SECURITY_AUTHENTICATION|CASDOOR)_/, "the login section"],
  [/^DATASOURCE_ENCRYPTION_/, "the security section"],
  [/^LOGGING_CONFIG$/, "the logs section"],
  [/^API_PYTHON_GATEWAY_/, "security: the Python gateway has a token that everybody knows, and stays off"],
];

function variablesAreHarmless(server: ServerName): Rule {
  return {
    says: "`env` holds no secret, nothing that an option here decides, and nothing that the application does not read.",
    reads: [`${server}.env`],
    check: ({ settings }) =>
      Object.entries(settings[server].env).flatMap(([variable, value]) => {
        const finding = judge(variable, value);
        return finding ? [{ path: `${server}.env.${variable}`, ...finding }] : [];
      }),
  };
}

function judge(variable: string, value: string): Omit<Problem, "path"> | undefined {
  const received = `the variable ${variable}`;
  if (staleVariables.includes(variable)) {
    return { received, allowed: "variables that the application reads", fix: "Remove it: nothing reads it." };
  }
  const owner = owned.find(([pattern]) => pattern.test(variable))?.[1];
  if (owner !== undefined) {
    return { received, allowed: "variables that no option decides", fix: `Remove it; this is up to ${owner}.` };
  }
  if (holdsSecret(value) || (looksSecret(variable) && !/_(FILE|PATH|DIR)$/.test(variable))) {
    return {
      received: `${received} (value hidden, it may be a secret)`,
      allowed: "values that anybody may read",
      fix: "Keep it in a Kubernetes Secret, or in a data source of the application; tasks inherit this environment.",
    };
  }
  return undefined;
}

export const environmentRules: readonly Rule[] = serverNames.map(variablesAreHarmless);
