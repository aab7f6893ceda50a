import { type Rule, rule } from "./rule.ts";

const options = [
  "path",
  "revision",
  "secrets",
  "sync",
  "windows",
  "notifications",
  "argocdNamespace",
  "cluster",
] as const;

const sectionHasRepository = rule(
  "`gitops` names the repository that Argo CD follows.",
  ["gitops.repository", ...options.map((option) => `gitops.${option}`)],
  ({ settings: { gitops }, written }) => {
    const idle = options.filter((option) => written(`gitops.${option}`));
    if (gitops.repository !== undefined || idle.length === 0) return undefined;
    return {
      path: "gitops.repository",
      received: `no repository, beside ${idle.join(", ")}`,
      allowed: "the URL of the repository with the rendered folder",
      fix: "Write for example repository: https://git.example.com/platform/environments, or remove the section.",
    };
  },
);

/** Where an allowing window is, everything outside of it is denied: with a denying one beside it nobody knows any more. */
const windowsAgree = rule(
  "`gitops.windows` either allows or denies.",
  ["gitops.windows"],
  ({ settings: { gitops } }) => {
    const kinds = new Set(gitops.windows.map(({ kind }) => kind));
    if (kinds.size < 2) return undefined;
    return {
      path: "gitops.windows",
      received: "windows that allow, and windows that deny",
      allowed: "windows of one kind: where one allows, everything outside of it is denied already",
      fix: "Keep those that allow, or those that deny.",
    };
  },
);

const secretsHaveOneSource = rule(
  "`gitops.secrets` names a store and a prefix, or a folder of SealedSecrets.",
  ["gitops.secrets"],
  ({ settings: { gitops } }) => {
    if (gitops.secrets === undefined) return undefined;
    const { prefix, sealed, store } = gitops.secrets;
    const given = Object.entries({ prefix, sealed, store }).flatMap(([name, value]) =>
      value === undefined ? [] : name,
    );
    if (["sealed", "prefix,store"].includes(given.join())) return undefined;
    return {
      path: "gitops.secrets",
      received: given.length === 0 ? "no source" : given.join(" and "),
      allowed: "store and prefix, or sealed",
      fix: "Write for example secrets: {store: aws, prefix: prod/dolphinscheduler}, or secrets: {sealed: sealed/prod}.",
    };
  },
);

export const gitopsRules: readonly Rule[] = [sectionHasRepository, secretsHaveOneSource, windowsAgree];
