import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import { Processes } from "../lab/language-host/processes.ts";
import { languageRuntime } from "../lab/language-host/service.ts";

let server: grpc.Server;
let client: LanguageRuntimeClient;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "language-host-"));
  server = new grpc.Server();
  server.addService(LanguageRuntimeService, { ...languageRuntime("", new Processes()) });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  client = new LanguageRuntimeClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
});

afterEach(() => {
  client.close();
  server.forceShutdown();
  rmSync(folder, { recursive: true, force: true });
});

const info = () => new language.ProgramInfo().setProgramDirectory(folder).setEntryPoint(".");

test("a policy pack without its packages fails with the fix, and does not hang", async () => {
  const call = client.runPlugin(new language.RunPluginRequest().setKind("analyzer").setInfo(info()));
  const failure = await new Promise<Error>((resolve) => call.on("error", resolve).resume());
  expect(failure.message).toContain(`${folder}: @pulumi/pulumi is not installed; run \`npm ci\` there`);
});

test("a program without its packages fails with the fix", async () => {
  const failure = await new Promise<Error | null>((resolve) => {
    client.run(new language.RunRequest().setInfo(info()), (error) => resolve(error));
  });
  expect(failure?.message).toContain("run `npm ci` there");
});

test("a plugin's output and exit code reach the engine", async () => {
  const runner = join(folder, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
  mkdirSync(runner, { recursive: true });
  writeFileSync(join(runner, "index.js"), "console.log(process.env.A); console.error(process.cwd()); process.exit(7)");
  const request = new language.RunPluginRequest().setKind("analyzer").setInfo(info()).setEnvList(["A=from the engine"]);
  const output = { stdout: "", stderr: "", code: -1 };
  const call = client.runPlugin(request);
  call.on("data", (message: InstanceType<typeof language.RunPluginResponse>) => {
    output.stdout += Buffer.from(message.getStdout_asU8()).toString();
    output.stderr += Buffer.from(message.getStderr_asU8()).toString();
    output.code = message.getExitcode();
  });
  await new Promise((resolve) => call.on("status", resolve));
  expect(output).toMatchObject({ stdout: "from the engine\n", code: 7 });
  expect(output.stderr).toContain(folder);
});
