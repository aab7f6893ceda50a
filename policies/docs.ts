import { stringify } from "yaml";
import type { Rule } from "./core/rule.ts";
import { type Level, levelOf } from "./enforcement.ts";
import { type Shown, shownOf } from "./examples/shown.ts";
import { rules } from "./rules/index.ts";

const packTitles = {
  scheduler: "DolphinScheduler",
  kubernetes: "Kubernetes",
  aws: "AWS",
  mesh: "Service mesh",
  "change-safety": "Changes and exemptions",
} as const;

const says: Readonly<Record<Level, string>> = {
  mandatory: "stops",
  advisory: "warns",
  remediate: "is mended",
  disabled: "is off",
};

/** docs/policies.md: what the packs are, and a section for every rule. */
export function policiesReference(): string {
  const stars = rules.filter(({ star }) => star).length;
  const sections = Object.entries(packTitles).map(([pack, title]) => {
    const own = rules.filter((rule) => rule.pack === pack);
    return [`## ${title}`, ...own.map(section)].join("\n\n");
  });
  return `${introduction(rules.length, stars)}\n\n${table()}\n\n${sections.join("\n\n")}\n`;
}

function introduction(count: number, stars: number): string {
  return `# Policies

${count} rules that refuse what would hurt, say why, and how to mend it. ${stars} of them, marked ★, are in none of the
checkers that were compared by their lists of rules: awsguard, Pulumi's compliance policies, kyverno/policies,
gatekeeper-library, polaris, kube-linter, kube-score, kubesec, checkov. [What kube-score and checkov let
through](policies-compared.md) is what came of running those two; the others are judged by their lists alone.

Where a rule comes from: A and B with a number are what two articles say their systems have, "Embracing Cloud-Native for
Apache DolphinScheduler with Kubernetes" (2022) and "Containerizing the Beast: Hadoop at Uber" (2021). "Chart" is the
upstream Helm chart, version 3.2.2.

## How to run them

| What | How |
|---|---|
| every preview and update | \`pulumi preview --policy-pack policies/all\`, or a pack of it: scheduler, kubernetes, aws, mesh, change-safety |
| manifests, a preview's JSON, a state | \`npm run policy -- <files> --stack prod\` |
| what an update would do | \`npm run policy:change -- --preview preview.json --export export.json --stack prod\` |
| reports for machines | \`--format json\`, \`sarif\`, \`junit\` or \`markdown\`, with \`--output <file>\` |

The packs need the dependencies of this repository and Node.js 24. They speak the engine's protocol themselves instead of
through \`@pulumi/policy\`: each resource is decoded once for all rules, a secret is seen as one, and a value that is not
known at preview is reported as "not evaluated until the update" and never counts as a pass.

Nobody shows the objects of a Helm release before they are made. The values of a DolphinScheduler's release are judged as
the servers, Service, scaler and Ingress that the chart makes of them; what only the chart decides is not. Files of values
(\`valueYamlFiles\`) are not read: what they may hold is "not evaluated".

Rules about an update need to know what was. \`npm run policy:change\` reads it from the preview; the pack
change-safety, and all, from the file that \`DOLPHINPOD_BASELINE\` names, an output of \`pulumi stack export\`. What staging
runs only \`npm run policy:change\` is told, by \`--staging\`: in class prod no new version of the scheduler passes without
it, and a pack says that production-follows-staging was not evaluated. Where there is no staging, switch that rule off.
\`policies:guards: hooks\` in the stack file stops a bare \`pulumi up\` as well: the rules
then run before each update and delete. It is off by default, because with it \`pulumi destroy\` needs \`--run-program\`.

## How strict they are

In class prod a finding stops the update, in class dev it warns; \`policies/enforcement.ts\` has the exceptions. A file for
\`--policy-pack-config\` (or \`--config\`) overrides both, for a rule or for \`all\`, and sets parameters for a rule. Limits of
roles that it does not name stay as they are:

\`\`\`json
{ "read-only-root": "mandatory", "replicas-within-role-limits": { "roleLimits": { "worker": { "min": 2, "max": 80 } } } }
\`\`\`

At level \`remediate\` the rules that say so mend what they find on the way to the cluster.

## Exemptions

\`\`\`yaml
config:
  policies:exemptions:
    - rule: no-host-path
      match: StatefulSet/*-worker
      reason: Tasks read the node's Kerberos cache until the new images are out.
      owner: data-platform
      expires: 2026-12-31
  policies:parameters:
    registries: [registry.example.com]
\`\`\`

All five are needed, the rule must be one of these, and an exemption lasts at most 180 days. One that has ended, or that
nothing needed, is itself a finding. Reports list those in force.`;
}

function table(): string {
  const rows = rules.map((rule) => {
    const star = rule.star ? "★" : "";
    return `| [${rule.id}](#${rule.id}) | ${star} | ${rule.severity} | ${says[levelOf(rule.id, "prod")]} | ${rule.title} |`;
  });
  return ["## All rules", "", "| Rule | | Severity | In prod | |", "|---|---|---|---|---|", ...rows].join("\n");
}

function section(rule: Rule): string {
  const facts = [
    `severity ${rule.severity}`,
    `in prod it ${says[levelOf(rule.id, "prod")]}`,
    ...("remediates" in rule && rule.remediates ? ["can be mended on the way"] : []),
    `from ${rule.origin}`,
    `[more](${rule.link})`,
  ];
  const parameters = rule.parameters ? [`Parameters: ${rule.parameters.map((name) => `\`${name}\``).join(", ")}.`] : [];
  return [
    `### ${rule.id}`,
    `**${rule.title}${rule.star ? " ★" : ""}.** ${rule.why}`,
    rule.remediation,
    ...parameters,
    ...shownOf(rule).map(shown),
    facts.join(" · "),
  ].join("\n\n");
}

function shown({ title, bad, good, said }: Shown): string {
  if (bad === undefined && good === undefined) return `${title} fails: ${said}.`;
  return `${title} fails with${block(bad)}\n\n${said}. It passes with${block(good)}`;
}

function block(value: unknown): string {
  return value === undefined
    ? " nothing there"
    : `\n\n\`\`\`yaml\n${stringify(value, { lineWidth: 0 }).trimEnd()}\n\`\`\``;
}
