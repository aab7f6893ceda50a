import { type BadInput, bad, dev } from "./base.ts";

const repository = "https://git.example.com/environments";
const gitops = (section: Record<string, unknown>) => ({ ...dev, gitops: { repository, ...section } });

export const badGitops: readonly BadInput[] = [
  bad(
    "Secrets of no repository",
    { ...dev, gitops: { secrets: { sealed: "sealed" } } },
    "gitops.repository",
    /https:\/\//,
  ),
  bad(
    "a repository with a password",
    gitops({ repository: "https://me:secret@git.example.com/x" }),
    "gitops.repository",
    /https:\/\/git/,
  ),
  bad("a repository that is a folder", gitops({ repository: "../environments" }), "gitops.repository", /https:\/\/git/),
  bad("a folder outside of the repository", gitops({ path: "../prod" }), "gitops.path", /environments\/prod/),
  bad("a store without a prefix", gitops({ secrets: { store: "aws" } }), "gitops.secrets", /prefix: prod/),
  bad(
    "two sources of Secrets",
    gitops({ secrets: { store: "aws", prefix: "a", sealed: "b" } }),
    "gitops.secrets",
    /sealed: sealed/,
  ),
  bad("no source of Secrets", gitops({ secrets: {} }), "gitops.secrets", /prefix: prod/),
  bad(
    "a prefix with a slash at its end",
    gitops({ secrets: { store: "aws", prefix: "prod/" } }),
    "gitops.secrets.prefix",
    /prod\/dolphinscheduler/,
  ),
  bad(
    "a window in words",
    gitops({ windows: [{ kind: "deny", schedule: "weekdays", duration: "1h" }] }),
    "gitops.windows.0.schedule",
    /0 8/,
  ),
  bad(
    "windows that allow and windows that deny",
    gitops({
      windows: [
        { kind: "allow", schedule: "0 20 * * *", duration: "2h" },
        { kind: "deny", schedule: "0 8 * * *", duration: "2h" },
      ],
    }),
    "gitops.windows",
    /Keep those/,
  ),
  bad("a sync that is neither", gitops({ sync: "sometimes" }), "gitops.sync", /automatic|manual/),
];

export const goodGitops: readonly [string, Record<string, unknown>][] = [
  ["gitops", gitops({})],
  [
    "gitops with all its options",
    gitops({
      path: "a/b",
      secrets: { sealed: "sealed/prod" },
      sync: "manual",
      notifications: { slack: "x" },
      cluster: "prod",
      windows: [{ kind: "allow", schedule: "0 20 * * *", duration: "2h" }],
    }),
  ],
];
