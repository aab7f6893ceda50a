import { teardown } from "../../cli/commands/teardown.ts";
import { inAws, object, retained, stackExport } from "./state.ts";

type Options = Parameters<typeof teardown>[0];

interface Situation {
  readonly exported?: string;
  readonly typed?: string;
  readonly code?: number;
}

/** Runs the command with a CLI that only takes notes. */
async function run(options: Options, { code = 0, exported = stackExport(...retained), typed }: Situation = {}) {
  const calls: string[] = [];
  const told: string[] = [];
  const outcome = await teardown({ stack: "prod", ...options }, ".", {
    ask: () => Promise.resolve(typed),
    engine: {
      command: "npx pulumi",
      run: async (command, words) => {
        calls.push([command, ...words].join(" "));
        return { code: exported === "" ? 1 : 0, stdout: exported };
      },
      attach: async (words) => {
        calls.push(["pulumi", ...words].join(" "));
        return code;
      },
    },
    tell: (text) => told.push(text),
  });
  return { ...outcome, calls, told: told.join("\n") };
}

const read = "pulumi stack export --stack prod";
const destroyed = "pulumi destroy --yes --skip-preview --stack prod";

test.each([
  ["nothing is typed", {}, {}],
  ["another name is typed", {}, { typed: "dev" }],
  ["only yes is typed", {}, { typed: "y" }],
  ["another name is given", { yesDelete: "dev" }, { typed: "prod" }],
])("where %s, it explains itself, does nothing, and ends with 1", async (_, options, situation) => {
  const { calls, errors, exitCode, told } = await run(options, situation);
  expect(exitCode).toBe(1);
  expect(calls).toEqual([read]);
  expect(told).toContain("Stays, with its data");
  expect(errors).toContain("Nothing was done: received");
});

test.each([
  ["typed", {}, { typed: "prod\n" }],
  ["given", { yesDelete: "prod" }, {}],
])("with the stack's name %s, the stack is destroyed", async (_, options, situation) => {
  const { calls, exitCode, output } = await run(options, situation);
  expect({ calls, exitCode }).toEqual({ calls: [read, destroyed], exitCode: 0 });
  expect(output).toContain("2 resources of prod deleted. What stays");
  expect(output).toContain("npx pulumi stack rm prod --preserve-config");
});

test("while something is protected, the name does not help: it says what, and how to unprotect it", async () => {
  const exported = stackExport(...retained, ...inAws);
  const { calls, errors, exitCode } = await run({ yesDelete: "prod" }, { exported });
  expect({ calls, exitCode }).toEqual({ calls: [read], exitCode: 1 });
  expect(errors).toMatch(/^Nothing was done: 3 resources of prod cannot be deleted, because they are protected:/);
  expect(errors).toMatch(/ {2}Bucket +acme-data\n/);
  expect(errors).toContain(
    "npx pulumi state unprotect urn:pulumi:prod::dolphinpod::aws:s3/bucket:Bucket::bucket --yes -s prod",
  );
  expect(errors).toMatch(/All at once:\n {2}npx pulumi state unprotect --all --yes -s prod$/);
});

test("where a delete has hooks, the program runs", async () => {
  const exported = stackExport(object("apps/v1:StatefulSet", "keeper", { resourceHooks: { beforeDelete: ["guard"] } }));
  const { calls } = await run({ yesDelete: "prod" }, { exported });
  expect(calls[1]).toBe(`${destroyed} --run-program`);
});

test("a destroy that fails ends with 1 and says that it may be run again", async () => {
  const { errors, exitCode } = await run({ yesDelete: "prod" }, { code: 255 });
  expect({ errors, exitCode }).toEqual({ errors: expect.stringMatching(/exit code 255.*run this again/), exitCode: 1 });
});

test("a stack that the login does not know may be one of the lab", async () => {
  expect(await run({}, { exported: "" })).toMatchObject({
    errors: expect.stringMatching(/cannot be read.*\nA stack of the lab: npx dolphinpod teardown prod --lab$/),
    exitCode: 1,
  });
  expect((await run({ lab: true }, { exported: "" })).errors).not.toContain("A stack of the lab");
});

test("a stack that is empty needs no name", async () => {
  expect(await run({}, { exported: stackExport() })).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining("empty already"),
  });
});

test("without a stack it does nothing", async () => {
  expect(await run({ stack: undefined })).toMatchObject({ calls: [], exitCode: 64 });
});
