import { resolve } from "node:path";
import language from "@pulumi/pulumi/proto/language_pb.js";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import { allDependencies, directDependencies } from "../lab/language-host/dependencies.ts";
import { environment } from "../lab/language-host/plugin.ts";
import { locate, nodeArguments, outcome, programArguments, runtimeEnvironment } from "../lab/language-host/program.ts";

function info(options: Record<string, string | boolean> = {}) {
  return new language.ProgramInfo()
    .setRootDirectory("/root")
    .setProgramDirectory("/srv/program")
    .setEntryPoint(".")
    .setOptions(structPb.Struct.fromJavaScript(options));
}

test("the runner is told all it needs to find engine, stack and program", () => {
  const request = new language.RunRequest()
    .setMonitorAddress("127.0.0.1:1")
    .setProject("p")
    .setStack("s")
    .setParallel(16)
    .setDryrun(true)
    .setInfo(info());
  expect(programArguments(request, "127.0.0.1:2").join(" ")).toBe(
    "--monitor 127.0.0.1:1 --engine 127.0.0.1:2 --project p --root-directory /root --stack s " +
      "--pwd /srv/program --parallel 16 --dry-run .",
  );
});

test("TypeScript support is loaded unless the project says it needs none", () => {
  expect(runtimeEnvironment(info())).toEqual({ PULUMI_NODEJS_TYPESCRIPT: "true" });
  expect(runtimeEnvironment(info({ typescript: false }))).toEqual({});
});

test("arguments for Node are split as a shell would", () => {
  expect(nodeArguments(info({ nodeargs: `--inspect --title="a b" '-r x'` }))).toEqual([
    "--inspect",
    '--title="a',
    'b"',
    "-r x",
  ]);
  expect(nodeArguments(info())).toEqual([]);
});

test.each([
  [0, null, { error: "", bail: false }],
  [32, null, { error: "", bail: true }],
  [1, null, { error: "Program exited with non-zero exit code: 1", bail: false }],
  [null, "SIGKILL", { error: "Program was ended by SIGKILL", bail: false }],
] as const)("a program that ends with %p %p is reported as %j", (code, signal, expected) => {
  expect(outcome(code, signal).toObject()).toEqual(expected);
});

test("of two environment lines with one name the later wins, and values keep their equals signs", () => {
  expect(environment(["A=1", "B=x=y", "A=2"])).toEqual({ A: "2", B: "x=y" });
});

test("a program whose packages are missing is told to install them", () => {
  expect(() => locate("@pulumi/pulumi/cmd/run", "/nowhere")).toThrow(
    "/nowhere: @pulumi/pulumi is not installed; run `npm ci` there",
  );
});

test("dependencies are listed with the versions that are installed", async () => {
  const direct = await directDependencies(resolve("."));
  expect(direct).toContainEqual({ name: "@pulumi/pulumi", version: expect.stringMatching(/^3\./) });
  const all = await allDependencies(resolve("."));
  expect(all.length).toBeGreaterThan(direct.length);
});
