import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../../cli/commands/index.ts";
import { parsed } from "../../cli/commands/pulumi.ts";
import { preview, step } from "../delivery/previews.ts";
import { Desk } from "./called.ts";

jest.setTimeout(120_000);

const document = preview(step("same", { type: "kubernetes:core/v1:Service", name: "one", component: "x", inputs: {} }));
const state = {
  version: 3,
  deployment: {
    resources: [
      { custom: true, type: "random:index/randomPassword:RandomPassword", urn: "urn:pulumi:dev::dolphinpod::x::y" },
    ],
  },
};
const pulumi = `case "$*" in
  *history*) echo '[]' ;;
  *"stack export"*) echo '${JSON.stringify(state)}' ;;
  *destroy*) echo "destroying" ;;
  *) echo '${JSON.stringify(document)}' ;;
esac
while [ $# -gt 0 ]; do
  [ "$1" = --save-plan ] && echo '{"resourcePlans": {}}' >"$2"
  shift
done
exit 0`;
const desk = new Desk({ pulumi, kubectl: "exit 1", helm: "cat >/dev/null", aws: "exit 1" });
afterAll(() => desk.dispose());

writeFileSync(join(desk.folder, "service.yaml"), "apiVersion: v1\nkind: Service\nmetadata: {name: one}\n");
writeFileSync(join(desk.folder, "preview.json"), JSON.stringify(document));
mkdirSync(join(desk.folder, "empty"));

/** Words for each command that need neither network nor cluster, and how it ends with them. */
const calls: Readonly<Record<string, readonly [code: number, ...words: string[]]>> = {
  init: [0, "fresh"],
  config: [0, "dev"],
  check: [0, "dev"],
  doctor: [1],
  render: [1, "dev", "--out", "rendered"],
  images: [0, "dev"],
  policy: [0, "service.yaml"],
  "policy-change": [0, "--preview", "preview.json"],
  preview: [0, "dev", "--out", "previewed"],
  up: [0, "dev"],
  apply: [0, "dev", "--plan", "plan.json"],
  health: [1, "dev", "--wait", "0"],
  rollback: [1, "dev"],
  drift: [0, "dev"],
  move: [1, "dev", "--to", "release"],
  teardown: [0, "dev", "--yes-delete", "dev"],
  affected: [0, "--all"],
  comment: [0, "preview.json"],
  note: [1, "service.yaml", "--on", "1"],
  pulumi: [0, "stack", "export"],
  diagram: [0, "dev"],
  completion: [0, "bash"],
};

test("every command is called here", () => {
  expect(Object.keys(calls).sort()).toEqual(commands.map(({ name }) => name).sort());
});

test.each(Object.entries(calls))(
  "with --json %s prints one document on one line, and nothing else",
  async (name, call) => {
    const [code, ...words] = call;
    const called = await desk.call(name === "pulumi" ? [name, "--json", ...words] : [name, ...words, "--json"], {
      DOLPHINPOD_CHART: join(desk.folder, "empty"),
      GITHUB_TOKEN: "",
    });
    if (called.code !== code) throw new Error(JSON.stringify(called).slice(0, 600));
    expect(called.stdout).toMatch(/^[[{].*[\]}]\n$/);
    expect(() => JSON.parse(called.stdout)).not.toThrow();
  },
);

test("several documents of Pulumi become one list, and what is none its text", () => {
  expect(parsed('{\n  "a": {}\n}\n')).toEqual({ a: {} });
  expect(parsed('{\n  "a": 1\n}\n{"b":2}\n')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(parsed("no JSON")).toEqual({ output: "no JSON" });
});

test("what goes wrong is in the document too", async () => {
  expect(JSON.parse((await desk.call(["config", "live", "--json"])).stdout)).toEqual({
    errors: expect.stringContaining("No file Pulumi.live.yaml"),
  });
  expect(JSON.parse((await desk.call(["config", "--jsn", "--json"])).stdout)).toEqual({
    errors: expect.stringContaining("Unknown argument: jsn"),
  });
});
