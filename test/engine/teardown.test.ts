import { execFileSync } from "node:child_process";
import { teardown } from "../../cli/commands/teardown.ts";
import { list, volumeClaims } from "./cluster.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

const namespace = "dolphinscheduler-teardown";
const lab = testLab();
const workspace = new Workspace(
  lab,
  "teardown",
  `config:\n  dolphinpod:class: dev\n  dolphinpod:namespace: ${namespace}\n  dolphinpod:name: ds\n`,
);

beforeAll(async () => {
  await workspace.init();
  await workspace.pulumi("up", "--yes", "--skip-preview");
});
afterAll(async () => {
  await workspace.attempt(["destroy", "--yes", "--skip-preview"]);
  await lab.api.remove(`/api/v1/namespaces/${namespace}`);
  workspace.dispose();
});

/** The command as a person runs it, who types something or nothing. */
async function run(yesDelete?: string, typed?: string) {
  const told: string[] = [];
  const outcome = await teardown({ stack: workspace.stack, yesDelete }, workspace.folder, {
    ask: () => Promise.resolve(typed),
    engine: {
      command: "npx dolphinpod pulumi --lab",
      run: (_, words) => workspace.attempt(unnamed(words)),
      attach: async (words) => (await workspace.attempt(unnamed(words))).code,
    },
    tell: (text) => told.push(text),
  });
  return { ...outcome, told: told.join("\n") };
}

/** Words without the stack, which the workspace names itself. */
const unnamed = (words: readonly string[]) =>
  words.filter((word, at) => word !== "--stack" && words[at - 1] !== "--stack");

const pods = async () => (await list(lab.api, namespace, "pods")).map(({ metadata }) => metadata.uid).sort();
const secrets = async () => (await list(lab.api, namespace, "secrets")).map(({ metadata }) => metadata.name).sort();

// The tests of this file are the end of one environment, in order.

test.each([
  ["no name", undefined, undefined],
  ["another name", undefined, "dev"],
  ["another name as an option", "dev", "teardown"],
])("with %s it refuses, ends with 1, and has done nothing", async (_, yesDelete, typed) => {
  const before = { pods: await pods(), state: await workspace.export() };
  expect(await run(yesDelete, typed)).toMatchObject({
    errors: expect.stringContaining("Nothing was done"),
    exitCode: 1,
  });
  expect({ pods: await pods(), state: await workspace.export() }).toEqual(before);
});

test("what is protected stops it, and the command that it shows takes the protection away", async () => {
  const resources = (await workspace.export()).deployment.resources ?? [];
  const urn = resources.find(({ type }) => type.endsWith(":StatefulSet"))?.urn ?? "";
  await workspace.pulumi("state", "protect", urn, "--yes");

  const { errors, exitCode } = await run("teardown");
  expect({ errors, exitCode }).toEqual({ errors: expect.stringContaining("1 resource of teardown"), exitCode: 1 });
  expect((await workspace.export()).deployment.resources).toHaveLength(resources.length);

  const shown = /npx dolphinpod pulumi --lab (state unprotect '(.+)' --yes) -s teardown/.exec(errors);
  expect(shown?.[2]).toBe(urn);
  await workspace.pulumi("state", "unprotect", urn, "--yes");
});

test("with the name it destroys the stack, and what stays is what it said, and goes by the commands it showed", async () => {
  const { exitCode, told } = await run(undefined, "teardown");
  expect(exitCode).toBe(0);
  expect((await workspace.export()).deployment.resources ?? []).toEqual([]);
  expect(await list(lab.api, namespace, "statefulsets")).toEqual([]);

  const staying = (kind: string) =>
    [...told.matchAll(new RegExp(`^ {2}${kind} +(\\S+) +(?:namespace|cluster)`, "gm"))].map(([, name]) => name).sort();
  expect(staying("Namespace")).toEqual([namespace]);
  expect(await secrets()).toEqual(staying("Secret"));
  expect(await volumeClaims(lab.api, namespace)).toEqual(staying("PersistentVolumeClaim"));

  const { kubectl } = await lab.binaries();
  const commands = [...told.matchAll(/^ {2}kubectl (.+)$/gm)].map(([, command = ""]) => command.split(" "));
  expect(commands).toHaveLength(1);
  for (const command of commands) execFileSync(kubectl, ["--kubeconfig", lab.kubeconfig, ...command]);
  expect(await lab.api.get(`/api/v1/namespaces/${namespace}`)).toBeUndefined();
});

test("an empty stack needs no name", async () => {
  expect(await run()).toMatchObject({ exitCode: 0, output: expect.stringContaining("empty already") });
});
