import { execFileSync } from "node:child_process";
import { projectRoot } from "../lab/paths.ts";

/** Runs lines in a process of their own, after the SDK was loaded as the program loads it; returns what they print. */
function afterLoading(lines: string): unknown {
  const script = `
    import { createRequire } from "node:module";
    import { loadSdkLean } from "./stacks/lean-sdk.ts";
    loadSdkLean();
    const pulumi = await import("@pulumi/pulumi");
    const { cache } = createRequire(process.cwd() + "/main.js");
    const loaded = () => Object.keys(cache).filter((file) => cache[file].children?.length > 0);
    const has = (part) => loaded().some((file) => file.includes(part));
    ${lines}`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: projectRoot(),
    stdio: "pipe",
  });
  return JSON.parse(output.toString());
}

test("the program loads the SDK without its compiler, its npm tree reader and its Automation API", () => {
  expect(afterLoading('console.log(JSON.stringify(["/arborist/", "/automation/cmd", "/runtime/"].map(has)))')).toEqual([
    false,
    false,
    true,
  ]);
});

test("what was put off is there, whole, when it is used", () => {
  const lines = `
    const { LocalWorkspace } = pulumi.automation;
    const made = await pulumi.runtime.serializeFunction(() => "a function that is serialised");
    console.log(JSON.stringify([typeof LocalWorkspace.create, made.text.includes("a function that is serialised")]));`;
  expect(afterLoading(lines)).toEqual(["function", true]);
});
