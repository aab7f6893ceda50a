import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { record } from "../../stacks/check/record.ts";
import { masked } from "../../stacks/check/wire.ts";
import { projectRoot } from "../lab/paths.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

class Described extends pulumi.CustomResource {}
const noChart = () => Promise.reject(new Error("there is no chart here"));

test("a call that only a provider could answer fails the check and is named", async () => {
  const program = () => pulumi.runtime.invoke("aws:index/getRegion:getRegion", {});
  await expect(record(program, noChart)).rejects.toThrow(
    /aws:index\/getRegion:getRegion.*only a provider could answer/,
  );
});

test("a call whose answer nobody awaits fails the check too", async () => {
  const program = () => {
    pulumi.output(pulumi.runtime.invoke("aws:index/getRegion:getRegion", {}));
  };
  await expect(record(program, noChart)).rejects.toThrow("aws:index/getRegion:getRegion");
});

test("a resource that exists already cannot be read", async () => {
  const program = () => {
    kubernetes.core.v1.Secret.get("old", "data/old");
  };
  await expect(record(program, noChart)).rejects.toThrow(/only a provider could answer/);
});

test("a resource type that nobody has described fails the check and says where to describe it", async () => {
  const program = () => {
    new Described("acme:index:Rocket", "rocket", {});
  };
  await expect(record(program, noChart)).rejects.toThrow(/acme:index:Rocket \(rocket\).*stacks\/check\/outputs\.ts/);
});

test("everything that cannot be answered is named at once", async () => {
  const program = () => {
    new Described("acme:index:Rocket", "rocket", {});
    new Described("acme:index:Probe", "probe", {});
  };
  await expect(record(program, noChart)).rejects.toThrow(/Rocket[\s\S]*\n[\s\S]*Probe/);
});

test("an error inside an apply fails the check", () => {
  // In a process of its own: Jest takes a rejection that nobody handles before the program under test can see it.
  const script = `
    import * as pulumi from "@pulumi/pulumi";
    import { record } from ${JSON.stringify(join(projectRoot(), "stacks/check/record.ts"))};
    const program = () => { pulumi.output("x").apply(() => { throw new Error("wrong in the middle"); }); };
    await record(program).catch(({ message }) => console.log("refused: " + message));
  `;
  const command = ["--input-type=module", "--eval", script];
  expect(execFileSync(process.execPath, command, { cwd: projectRoot(), encoding: "utf8" })).toBe(
    "refused: wrong in the middle\n",
  );
});

test("outputs are answered in the type that the program expects, and secrets stay secret on their way", async () => {
  const program = () => {
    const { result } = new random.RandomPassword("password", { length: 12 });
    const secret = new kubernetes.core.v1.Secret("copy", {
      metadata: { name: "copy", namespace: "data" },
      stringData: { length: result.apply((text) => String(text.length)) },
    });
    new kubernetes.core.v1.ConfigMap("leak", { data: { password: result } });
    new kubernetes.core.v1.ConfigMap("id", { metadata: { name: "id" }, data: { id: secret.id } });
  };
  const registrations = await record(program, noChart);
  const inputs = Object.fromEntries(registrations.map(({ inputs, name }) => [name, inputs]));
  expect(JSON.stringify(inputs["copy"])).toContain('"12"');
  expect(masked(inputs["copy"] ?? {})).toMatchObject({ stringData: { length: "[secret]" } });
  expect(masked(inputs["leak"] ?? {})).toMatchObject({ data: { password: "[secret]" } });
  expect(inputs["id"]).toMatchObject({ data: { id: "data/copy" } });
});

test("a parent's transforms reach its children after their own", async () => {
  const note =
    (text: string): pulumi.ResourceTransform =>
    ({ props, opts }) => ({
      props: props["data"] ? { ...props, data: { note: `${props["data"].note}${text}` } } : props,
      opts,
    });
  const program = () => {
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent", {}, { transforms: [note(" parent")] });
    new kubernetes.core.v1.ConfigMap("child", { data: { note: "" } }, { parent, transforms: [note("child")] });
  };
  const registrations = await record(program, noChart);
  expect(registrations.find(({ name }) => name === "child")?.inputs).toMatchObject({ data: { note: "child parent" } });
});

test("the data of a Secret is hidden even where the program did not mark it", () => {
  expect(masked({ kind: "Secret", stringData: { password: "plain" }, type: "Opaque" })).toEqual({
    kind: "Secret",
    stringData: { password: "[secret]" },
    type: "Opaque",
  });
});
