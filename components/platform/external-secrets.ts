import type { OperatorRelease } from "./types.ts";

/** Its makers test each release on one or two versions of Kubernetes only. */
export const externalSecrets: readonly OperatorRelease[] = [
  release("2.6.0", {
    digest: "f3659c0085a41e1be5c016cf186b80aac262ef249a91b1b770b941f18296ef3f",
    kubernetes: { first: "1.34", last: "1.35" },
  }),
  release("2.8.0", {
    digest: "251e4615013c6d2f9ade5cedf1cd8615613f286bfc381e44fb005f197e611ecd",
    kubernetes: { first: "1.35", last: "1.36" },
  }),
];

function release(version: string, facts: Pick<OperatorRelease, "digest" | "kubernetes">): OperatorRelease {
  return {
    ...facts,
    repository: "https://charts.external-secrets.io",
    chart: "external-secrets",
    version,
    application: version,
    source: "https://external-secrets.io/latest/introduction/stability-support/",
  };
}
