import { z } from "zod";
import { option } from "./option.ts";
import { duration, matching, namespaceName, objectName } from "./text.ts";

const relativePath = (description: string, example: string) =>
  option(matching(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[\w.@+/-]{1,255}(?<!\/)$/), {
    allowed: "a relative path without `..`, of letters, digits and _.@+/-",
    description,
    example,
  });

const secrets = z.strictObject({
  store: objectName("Store of the External Secrets Operator.", "aws").optional(),
  storeKind: option(z.enum(["SecretStore", "ClusterSecretStore"]).default("ClusterSecretStore"), {
    allowed: "SecretStore, ClusterSecretStore",
    description: "Kind of the store: of the namespace, or of the whole cluster. Left out, ClusterSecretStore.",
    example: "ClusterSecretStore",
  }),
  prefix: option(matching(/^[\w+=,.@:-]+(\/[\w+=,.@:-]+)*$/), {
    allowed: "letters, digits and _+=,.@/:-, with no slash at either end",
    description: "The Secret `<name>` is made from the store's entry `<prefix>/<name>`.",
    example: "prod/dolphinscheduler",
  }).optional(),
  refresh: duration(86_400, "How often the Secrets follow their entries. Left out, an hour.", "1h").default(3600),
  sealed: relativePath(
    "In place of a store: folder with a SealedSecret for each Secret, from the stack file's folder on.",
    "sealed/prod",
  ).optional(),
});

const window = z.strictObject({
  kind: option(z.enum(["allow", "deny"]), {
    allowed: "allow, deny",
    description: "Whether Argo CD may sync in the window, or may not.",
    example: "deny",
  }),
  schedule: option(matching(/^\S+( \S+){4}$/), {
    allowed: "five fields of cron",
    description: "When the window begins, in the environment's time zone.",
    example: "0 8 * * 1-5",
  }),
  duration: option(matching(/^[1-9]\d{0,3}[mh]$/), {
    allowed: "a number with m or h",
    description: "How long it is open.",
    example: "10h",
  }),
});

export const gitops = z.strictObject({
  repository: option(matching(/^(https:\/\/(?![^/\s]*@)|ssh:\/\/(?![^/\s]*:[^/\s]*@)|git@)\S+$/), {
    allowed: "a URL of https or ssh, without a password",
    description: "Repository of the folder that `dolphinpod render` makes. Without it nothing is there for Argo CD.",
    example: "https://git.example.com/platform/environments",
  }).optional(),
  application: objectName(
    "Name of the Application and its AppProject; unique in Argo CD, so two clusters with one namespace need two. Left out, " +
      "the namespace's name.",
    "dolphinscheduler-eu",
  ).optional(),
  path: relativePath("Folder in the repository. Left out, the namespace's name.", "environments/prod").optional(),
  revision: option(matching(/^[\w./-]{1,200}$/), {
    allowed: "a branch, tag or commit",
    description: "What Argo CD follows.",
    example: "main",
  }),
  secrets: option(secrets, {
    allowed: "{store, prefix} for External Secrets, or {sealed} for SealedSecrets",
    description:
      "Where the Secrets come from that the environment would otherwise make itself. Left out, there must be none. See " +
      "docs/gitops.md.",
    example: { store: "aws", prefix: "prod/dolphinscheduler" },
  }).optional(),
  sync: option(z.enum(["automatic", "manual"]), {
    allowed: "automatic, manual",
    description:
      "`automatic` follows the repository, removes what left it and undoes edits by hand; `manual` waits for a person.",
    example: "manual",
  }),
  windows: option(z.array(window), {
    allowed: "a list of {kind, schedule, duration}",
    description: "When Argo CD may sync, or may not. A person may at any time.",
    example: [{ kind: "deny", schedule: "0 8 * * 1-5", duration: "10h" }],
  }),
  notifications: option(z.record(matching(/^[a-z][a-z0-9-]{0,62}$/), matching(/^\S.{0,252}$/)), {
    allowed: "services of Argo CD's notifications, each with a recipient",
    description: "Who hears of deployments, of failed syncs and of an environment that is not well.",
    example: { slack: "data-platform" },
  }),
  argocdNamespace: namespaceName("Namespace that Argo CD runs in.", "argocd"),
  cluster: option(matching(/^[\w.@:/-]{1,253}$/), {
    allowed: "the name of a cluster in Argo CD",
    description: "The environment's cluster, as Argo CD calls it; `in-cluster` is the one that Argo CD runs in.",
    example: "in-cluster",
  }),
});
