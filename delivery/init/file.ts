import { stringify } from "yaml";
import { type Problem, resolve } from "../../stacks/config/index.ts";
import { besides, type Imported, inputOf, type Section, withValues } from "./from-values.ts";
import type { Answers, Asked, Brought } from "./questions.ts";
import { certified, optionOf, ownStore, questions, questionsFor } from "./questions.ts";

/** Days that the exceptions of a new file last: time to build images, and a date to look at them again. */
const exceptionDays = 180;

/** What else decides a file besides answers. */
export interface Surroundings {
  /** The day, such as "2026-12-31", from which exceptions last. */
  readonly today: string;
  /** Path of the JSON Schema from the folder of the file, for editors. */
  readonly schema?: string | undefined;
  /** What values of the upstream chart bring along. */
  readonly imported?: Imported | undefined;
}

/** The text of a first stack file. */
export function starterFile(answers: Answers, surroundings: Surroundings): string {
  const { imported, schema } = surroundings;
  const sections = draft(answers, surroundings).sections.map(({ comment, key, value }) => {
    // Pulumi reads YAML 1.1, where a date or `no` without quotes is no text.
    const lines = stringify({ [key]: value }, { lineWidth: 0, version: "1.1" }).trimEnd();
    return (comment === undefined ? lines : `# ${comment}\n${lines}`).replace(/^/gm, "  ");
  });
  return [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    "# docs/configuration.md lists what may stand here. No secret belongs into this file.",
    ...(imported === undefined ? [] : ["# Made from values of the upstream chart: docs/from-helm.md."]),
    "config:",
    ...sections,
    "",
  ].join("\n");
}

/** The sections of a file, and what of the values is in them and what is not. */
export function draft(answers: Answers, { imported: values, today }: Surroundings) {
  const imported = values && besides(values, answers);
  const own = sectionsOf(answers, today, imported?.brought);
  if (imported === undefined) return { sections: own, carried: 0, left: [], secrets: { toCopy: [], toMake: [] } };
  return withValues(own, imported);
}

/** Everything that is wrong with answers, by the same rules as a stack file. */
export function problemsWith(answers: Answers, surroundings: Surroundings): readonly Problem[] {
  const { imported } = surroundings;
  const missing = questionsFor(answers.class, imported && besides(imported, answers).brought).filter(
    (it) => it.in[answers.class] === "must" && !answers[it.key]?.trim(),
  );
  const resolution = resolve(inputOf(draft(answers, surroundings).sections));
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
export function problemWith(
  key: Asked,
  answer: string,
  answers: Answers,
  surroundings: Surroundings,
): Problem | undefined {
  const question = questions.find((it) => it.key === key);
  const examples = Object.fromEntries(questionsFor(answers.class).map((it) => [it.key, it.example]));
  const others = { ...examples, ...answers, [key]: answer };
  return problemsWith(others, surroundings).find(
    ({ path }) =>
      path === `--${optionOf(key)}` ||
      question?.shows.some((option) => path === option || path.startsWith(`${option}.`)),
  );
}

function sectionsOf(answers: Answers, today: string, brought: Brought | undefined): readonly Section[] {
  const { context, host, namespace } = answers;
  const isProduction = answers.class === "prod";
  return [
    { key: "dolphinpod:class", value: answers.class },
    { key: "dolphinpod:namespace", value: namespace },
    ...(context ? [{ key: "dolphinpod:cluster", value: { context } }] : []),
    ...(isProduction ? production(answers, today, brought) : []),
    ...(host ? [{ key: "dolphinpod:ingress", value: { host } }] : []),
    ...(isProduction && (host || !brought || !certified(brought)) ? [certificate(answers)] : []),
    ...(isProduction && !(brought && ownStore(brought)) ? [exemption(answers, today)] : []),
  ];
}

function production(answers: Answers, today: string, brought: Brought | undefined): readonly Section[] {
  const { account, bucket, cidr, region, registry, securityGroup, vpc } = answers;
  const reason = brought ? "The images are those that ran before." : "The images are not pushed yet.";
  const unpinned = { reason, expires: later(today) };
  const database = {
    vpc,
    subnets: answers.subnets?.split(/[\s,]+/).filter((it) => it !== ""),
    clusterSecurityGroup: securityGroup,
    cidr,
    caBundle: { configMap: "rds-ca" },
  };
  return [
    {
      comment: "docs/images.md tells how to build the images. `dolphinpod images <stack> --pin` ends the exception.",
      key: "dolphinpod:image",
      value: registry ? { registry, unpinned } : { unpinned },
    },
    ...(region || account
      ? [
          {
            comment: "docs/production.md tells where each of these comes from.",
            key: "dolphinpod:aws",
            value: { region, account },
          },
        ]
      : []),
    ...(vpc ? [{ key: "dolphinpod:database", value: database }] : []),
    ...(bucket ? [{ key: "dolphinpod:objectStore", value: { bucket } }] : []),
    ...(answers.storage ? [{ key: "dolphinpod:storage", value: answers.storage }] : []),
  ];
}

function certificate({ issuer }: Answers): Section {
  return {
    key: "dolphinpod:tls",
    value: { issuer: issuer ? { kind: "existing", name: issuer } : { kind: "acme-http" } },
  };
}

function exemption({ owner }: Answers, today: string): Section {
  return {
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
  };
}

function later(today: string): string {
  return new Date(Date.parse(today) + exceptionDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
