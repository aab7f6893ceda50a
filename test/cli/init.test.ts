import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Ask } from "../../cli/ask.ts";
import { config } from "../../cli/commands/config.ts";
import { init } from "../../cli/commands/init.ts";
import { questions } from "../../delivery/init/questions.ts";
import { namespaceFor } from "../../delivery/init/suggest.ts";
import { situation } from "../../policies/command.ts";
import { answers, examples } from "./answers.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(120_000);

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dolphinpod-init-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const written = (stack: string) => readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8");

test.each(["dev", "prod"] as const)(
  "whatever answers init accepts for class %s, the file has no problem",
  async (environmentClass) => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        const made = await init({ stack: "any", class: environmentClass, force: true, ...given }, folder, undefined);
        if (made.exitCode !== 0) return;
        accepted += 1;
        expect(await config({ stack: "any" }, folder)).toMatchObject({ exitCode: 0 });
        expect(situation({ stack: "any" }, folder).settings.environmentClass).toBe(environmentClass);
      }),
      { numRuns: 40, examples: [[examples]] },
    );
    expect(accepted).toBeGreaterThan(1);
  },
);

test("nothing but a name is needed for class dev", async () => {
  const outcome = await init({ stack: "qa.1", yes: true }, folder, undefined);
  expect(outcome).toMatchObject({ exitCode: 0, output: "Wrote Pulumi.qa.1.yaml. Next: npx dolphinpod check qa.1" });
  expect(written("qa.1")).toContain("dolphinpod:namespace: dolphinscheduler-qa-1");
});

test("what class prod cannot do without is told at once, by its options, and nothing is written", async () => {
  const { errors, exitCode } = await init({ stack: "prod", class: "prod", yes: true }, folder, undefined);
  expect(exitCode).toBe(64);
  for (const option of ["context", "host", "registry", "security-group", "bucket"])
    expect(errors).toContain(`--${option}\n`);
  expect(existsSync(join(folder, "Pulumi.prod.yaml"))).toBe(false);
});

test("what Pulumi's YAML would take for a date or a truth value stands in quotes", async () => {
  await init({ ...examples, stack: "prod", class: "prod", context: "no" }, folder, undefined);
  expect(written("prod")).toContain('context: "no"');
  expect(written("prod").match(/expires: "\d{4}-\d\d-\d\d"/g)).toHaveLength(2);
});

test("a file that is there is left alone, unless it is said otherwise", async () => {
  await init({ stack: "dev", yes: true }, folder, undefined);
  const before = written("dev");
  const again = { stack: "dev", namespace: "other", yes: true };
  expect(await init(again, folder, undefined)).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("--force"),
  });
  expect(written("dev")).toBe(before);
  await init({ ...again, force: true }, folder, undefined);
  expect(written("dev")).toContain("namespace: other");
});

test.each(["../x", "a/b", "", "-rf x"])("%j is no name of a stack", async (stack) => {
  expect(await init({ stack, yes: true }, folder, undefined)).toMatchObject({ exitCode: 64 });
});

test("at a terminal what is missing is asked for, and a wrong answer is told at once", async () => {
  const asked: string[] = [];
  const verdicts: unknown[] = [];
  const ask: Ask = {
    choose: async (_, choices) => choices[1] ?? "",
    confirm: async () => false,
    text: async ({ message, suggestion, validate }) => {
      asked.push(message);
      verdicts.push(validate("?"));
      const question = questions.find(({ about }) => message.toLowerCase().startsWith(about.toLowerCase()));
      return suggestion ?? examples[question?.key ?? "host"];
    },
  };
  const outcome = await init({ stack: "live", region: "eu-west-1" }, folder, ask);
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(asked.some((message) => message.startsWith("Region"))).toBe(false);
  expect(asked.length).toBe(questions.length - 1);
  expect(verdicts.filter((it) => it === true).length).toBeLessThan(3);
  expect(written("live")).toContain("region: eu-west-1");
  expect(await init({ stack: "live" }, folder, ask)).toMatchObject({ exitCode: 1 });
});

const values = (text: string) => {
  writeFileSync(join(folder, "values.yaml"), text);
  return ["values.yaml"];
};

test("with values of the chart, class prod asks only for what they leave open", async () => {
  const given = values(
    "postgresql: { enabled: false }\nminio: { enabled: false }\nexternalDatabase: { host: db.example.com }\nworker: { replicas: 6 }",
  );
  const { errors } = await init(
    { stack: "live", class: "prod", values: given, yes: true, context: "" },
    folder,
    undefined,
  );
  expect(errors.match(/^--\S+/gm) ?? []).toEqual(["--context"]);
  const outcome = await init(
    { stack: "live", class: "prod", values: given, yes: true, context: "eu" },
    folder,
    undefined,
  );
  expect(outcome).toMatchObject({ exitCode: 0, output: expect.stringContaining("existing-database") });
  expect(written("live")).toContain("replicas: 6");
  expect(await config({ stack: "live" }, folder)).toMatchObject({ exitCode: 0 });
});

test("what is said on the command line wins over the values", async () => {
  const given = values("ingress: { enabled: true, host: old.example.com }\nworker: { replicas: 2 }");
  await init({ stack: "dev", values: given, yes: true, host: "new.example.com" }, folder, undefined);
  expect(written("dev")).toContain("host: new.example.com");
  expect(written("dev")).not.toContain("old.example.com");
});

test("a bucket that is named outvotes the store of the values, and asks for what it needs", async () => {
  const given = values("minio: { enabled: false }\npostgresql: { enabled: false }\nexternalDatabase: { host: db }");
  const answers = { stack: "live", class: "prod", context: "eu", values: given, yes: true, bucket: "acme" } as const;
  const { errors } = await init(answers, folder, undefined);
  expect(errors.match(/^--\S+/gm) ?? []).toEqual(["--region", "--account"]);
  const outcome = await init({ ...answers, region: "eu-west-1", account: "123456789012" }, folder, undefined);
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(written("live")).toContain("bucket: acme");
  expect(written("live")).toContain("iam-no-users-or-keys");
  expect(written("live")).not.toContain("existing-object-store");
});

test("values for a version without stock images that work need a registry", async () => {
  const given = values("image: { tag: 3.3.2 }");
  const { errors } = await init(
    { stack: "live", class: "prod", ...examples, registry: "", values: given, yes: true },
    folder,
    undefined,
  );
  expect(errors).toContain("--registry\n");
});

test.each([
  [["missing.yaml"], /missing\.yaml\n {2}received {2}no such file/],
  [["broken.yaml"], /broken\.yaml, line \d/],
])("of values that cannot be read (%j) nothing is written", async (paths, errors) => {
  writeFileSync(join(folder, "broken.yaml"), "a: [");
  const outcome = await init({ stack: "dev", values: paths, yes: true }, folder, undefined);
  expect(outcome).toMatchObject({ exitCode: 64, errors: expect.stringMatching(errors) });
  expect(existsSync(join(folder, "Pulumi.dev.yaml"))).toBe(false);
});

test.each(["docs/schema", "node_modules/dolphinpod/docs/schema"])("editors find the schema in %s", async (at) => {
  mkdirSync(join(folder, at), { recursive: true });
  writeFileSync(join(folder, at, "stack.schema.json"), "{}");
  await init({ stack: "dev", yes: true }, folder, undefined);
  expect(written("dev")).toContain(`# yaml-language-server: $schema=./${at}/stack.schema.json\n`);
});

test.each([
  ["prod", "dolphinscheduler-prod"],
  ["Team_A.eu", "dolphinscheduler-team-a-eu"],
  ["a-stack-with-a-very-long-name", "dolphinscheduler-a-stack-with-a-very"],
])("the namespace for the stack %s is %s", (stack, namespace) => {
  expect(namespaceFor(stack)).toBe(namespace);
});
