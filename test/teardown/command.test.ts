import { teardown } from "../../scripts/teardown.ts";
import { inAws, object, retained, stackExport } from "./state.ts";

interface Situation {
  readonly exported?: string;
  readonly typed?: string;
  readonly code?: number;
}

/** Runs the command with a CLI that only takes notes. */
async function run(args: string[], { code = 0, exported = stackExport(...retained), typed }: Situation = {}) {
  const calls: string[] = [];
  const told: string[] = [];
  const outcome = await teardown(args, ".", {
    ask: () => Promise.resolve(typed),
    cliOf: (stack, lab) => ({
      command: "npx pulumi",
      run: ([...words]) => {
        calls.push([...words, stack, ...(lab ? ["in the lab"] : [])].join(" "));
        const reads = words[0] === "stack";
        return Promise.resolve({
          code: reads && exported === "" ? 1 : reads ? 0 : code,
          stdout: exported,
          stderr: "no stack",
        });
      },
    }),
    tell: (text) => told.push(text),
  });
  return { ...outcome, calls, told: told.join("\n") };
}

const destroyed = "destroy --yes --skip-preview prod";

test.each([
  ["nothing is typed", ["prod"], {}],
  ["another name is typed", ["prod"], { typed: "dev" }],
  ["only yes is typed", ["prod"], { typed: "y" }],
  ["another name is given", ["prod", "--yes-delete", "dev"], { typed: "prod" }],
])("where %s, it explains itself, does nothing, and ends with 1", async (_, args, situation) => {
  const { calls, errors, exitCode, told } = await run(args, situation);
  expect(exitCode).toBe(1);
  expect(calls).toEqual(["stack export prod"]);
  expect(told).toContain("Stays, with its data");
  expect(errors).toContain("Nothing was done: received");
});

test.each([
  ["typed", ["prod"], { typed: "prod\n" }],
  ["given", ["prod", "--yes-delete", "prod"], {}],
])("with the stack's name %s, the stack is destroyed", async (_, args, situation) => {
  const { calls, exitCode, output } = await run(args, situation);
  expect({ calls, exitCode }).toEqual({ calls: ["stack export prod", destroyed], exitCode: 0 });
  expect(output).toContain("2 resources of prod deleted. What stays");
  expect(output).toContain("npx pulumi stack rm prod --preserve-config");
});

test("while something is protected, the name does not help: it says what, and how to unprotect it", async () => {
  const exported = stackExport(...retained, ...inAws);
  const { calls, errors, exitCode } = await run(["prod", "--yes-delete", "prod"], { exported });
  expect({ calls, exitCode }).toEqual({ calls: ["stack export prod"], exitCode: 1 });
  expect(errors).toMatch(/^Nothing was done: 3 resources of prod cannot be deleted, because they are protected:/);
  expect(errors).toMatch(/ {2}Bucket +acme-data\n/);
  expect(errors).toContain(
    "npx pulumi state unprotect urn:pulumi:prod::dolphinpod::aws:s3/bucket:Bucket::bucket --yes -s prod",
  );
  expect(errors).toMatch(/All at once:\n {2}npx pulumi state unprotect --all --yes -s prod$/);
});

test("where a delete has hooks, the program runs", async () => {
  const exported = stackExport(object("apps/v1:StatefulSet", "keeper", { resourceHooks: { beforeDelete: ["guard"] } }));
  const { calls } = await run(["prod", "--yes-delete", "prod"], { exported });
  expect(calls[1]).toBe("destroy --yes --skip-preview --run-program prod");
});

test("a destroy that fails ends with 1 and says that it may be run again", async () => {
  const { errors, exitCode } = await run(["prod", "--yes-delete", "prod"], { code: 255 });
  expect({ errors, exitCode }).toEqual({ errors: expect.stringMatching(/exit code 255.*run this again/), exitCode: 1 });
});

test("a stack that the login does not know may be one of the lab", async () => {
  expect(await run(["prod"], { exported: "" })).toMatchObject({
    errors: expect.stringMatching(/no stack\nA stack of the lab: npm run teardown -- prod --lab$/),
    exitCode: 1,
  });
  expect((await run(["prod", "--lab"], { typed: "prod" })).calls).toEqual([
    "stack export prod in the lab",
    `${destroyed} in the lab`,
  ]);
});

test("a stack that is empty needs no name", async () => {
  expect(await run(["prod"], { exported: stackExport() })).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining("empty already"),
  });
});

test.each([[[]], [["dev", "prod"]], [["dev", "--force"]]])(
  "arguments that mean nothing are refused: %j",
  async (args) => {
    expect(await run(args)).toMatchObject({ calls: [], errors: expect.stringContaining("usage:"), exitCode: 1 });
  },
);
