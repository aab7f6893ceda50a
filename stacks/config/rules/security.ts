import { type Rule, rule } from "./rule.ts";

const saltIsUsed = rule(
  "`security.saltSecretName` goes with `datasourceEncryption: on`.",
  ["security.datasourceEncryption", "security.saltSecretName"],
  ({ settings: { security } }) => {
    if (security.saltSecretName === undefined || security.datasourceEncryption === "on") return undefined;
    return {
      path: "security.saltSecretName",
      received: "the name of a Secret, with datasourceEncryption off",
      allowed: "nothing: without encryption no salt is read",
      fix: "Remove it, or write datasourceEncryption: on.",
    };
  },
);

export const securityRules: readonly Rule[] = [saltIsUsed];
