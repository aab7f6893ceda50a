import { stringify } from "yaml";
import { type Problem, resolve } from "../../stacks/config/index.ts";
import type { Answers, Asked } from "./questions.ts";
import { optionOf, questions, questionsFor } from "./questions.ts";

/** A top-level key of a stack file, and why it is there. */
interface Section {
  readonly key: string;
  readonly value: unknown;
  readonly comment?: string;
}

/** Days that the exceptions of a new file last: time to build images, and a date to look at them again. */
const exceptionDays = 180;

/** The text of a first stack file. */
export function starterFile(answers: Answers, today: string): string {
  const sections = sectionsOf(answers, today).map(({ comment, key, value }) => {
    // Pulumi reads YAML 1.1, where a date or `no` without quotes is no text.
    const lines = stringify({ [key]: value }, { lineWidth: 0, version: "1.1" }).trimEnd();
    return (comment === undefined ? lines : `# ${comment}\n${lines}`).replace(/^/gm, "  ");
  });
  return `# docs/configuration.md lists what may stand here. No secret belongs into this file.\nconfig:\n${sections.join("\n")}\n`;
}

/** Everything that is wrong with answers, by the same rules as a stack file. */
export function problemsWith(answers: Answers, today: string): readonly Problem[] {
  const missing = questionsFor(answers.class).filter(
    (it) => it.in[answers.class] === "must" && !answers[it.key]?.trim(),
  );
  const input = sectionsOf(answers, today).filter(({ key }) => key.startsWith("dolphinpod:"));
  const resolution = resolve(
    Object.fromEntries(input.map(({ key, value }) => [key.slice("dolphinpod:".length), value])),
  );
  return [
    ...missing.map(({ about, example, key }) => ({
      path: `--${optionOf(key)}`,
      received: "nothing",
      allowed: about,
      fix: `For example ${example}.`,
    })),
    ...(resolution.ok || missing.length > 0 ? [] : resolution.problems),
  ];
}

/** What is wrong with one answer, whatever the others will be. */
export function problemWith(key: Asked, answer: string, answers: Answers, today: string): Problem | undefined {
  const question = questions.find((it) => it.key === key);
  const examples = Object.fromEntries(questionsFor(answers.class).map((it) => [it.key, it.example]));
  const others = { ...examples, ...answers, [key]: answer };
  return problemsWith(others, today).find(
    ({ path }) =>
      path === `--${optionOf(key)}` ||
      question?.shows.some((option) => path === option || path.startsWith(`${option}.`)),
  );
}

function sectionsOf(answers: Answers, today: string): readonly Section[] {
  const { context, host, namespace } = answers;
  return [
    { key: "dolphinpod:class", value: answers.class },
    { key: "dolphinpod:namespace", value: namespace },
    ...(context ? [{ key: "dolphinpod:cluster", value: { context } }] : []),
    ...(answers.class === "prod" ? production(answers, today) : []),
    ...(host ? [{ key: "dolphinpod:ingress", value: { host } }] : []),
    ...(answers.class === "prod" ? certificateAndExceptions(answers, today) : []),
  ];
}

function production(answers: Answers, today: string): readonly Section[] {
  const { account, bucket, cidr, region, registry, securityGroup, vpc } = answers;
  const reason = "The images are not pushed yet.";
  return [
    {
      comment: "docs/images.md tells how to build the images. `dolphinpod images <stack> --pin` ends the exception.",
      key: "dolphinpod:image",
      value: { registry, unpinned: { reason, expires: later(today) } },
    },
    {
      comment: "docs/production.md tells where each of these comes from.",
      key: "dolphinpod:aws",
      value: { region, account },
    },
    {
      key: "dolphinpod:database",
      value: {
        vpc,
        subnets: answers.subnets?.split(/[\s,]+/).filter((it) => it !== ""),
        clusterSecurityGroup: securityGroup,
        cidr,
        caBundle: { configMap: "rds-ca" },
      },
    },
    { key: "dolphinpod:objectStore", value: { bucket } },
    { key: "dolphinpod:storage", value: answers.storage },
  ];
}

function certificateAndExceptions({ issuer, owner }: Answers, today: string): readonly Section[] {
  return [
    {
      key: "dolphinpod:tls",
      value: { issuer: issuer ? { kind: "existing", name: issuer } : { kind: "acme-http" } },
    },
    {
      key: "policies:exemptions",
      value: [
        {
          rule: "iam-no-users-or-keys",
          match: "*/dolphinscheduler-object-store-*",
          reason:
            "The application has no web identity. The user reaches this one bucket, and keyVersion rotates its key.",
          owner,
          expires: later(today),
        },
      ],
    },
  ];
}

function later(today: string): string {
  return new Date(Date.parse(today) + exceptionDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
