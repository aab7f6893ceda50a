import * as grpc from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import google from "google-protobuf/google/protobuf/empty_pb.js";
import { allDependencies, directDependencies } from "./dependencies.ts";
import { runPlugin } from "./plugin.ts";
import type { Processes } from "./processes.ts";
import { runProgram } from "./program.ts";

type Answer<Response> = (error: Partial<grpc.StatusObject> | null, response?: Response | null) => void;

function settle<Response>(work: () => Promise<Response>, answer: Answer<Response>): void {
  work().then(
    (response) => answer(null, response),
    (error: unknown) => answer({ code: grpc.status.UNKNOWN, details: message(error) }),
  );
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const unimplemented = (_call: unknown, answer: Answer<never>): void =>
  answer({ code: grpc.status.UNIMPLEMENTED, details: "the lab's language host only runs programs and policy packs" });

/** The part of `pulumirpc.LanguageRuntime` that previews, updates and policy packs need. */
export function languageRuntime(engineAtStart: string, processes: Processes): ILanguageRuntimeServer {
  let engine = engineAtStart;
  return {
    handshake(call, answer) {
      engine = call.request.getEngineAddress() || engine;
      answer(null, new language.LanguageHandshakeResponse());
    },
    // Plugins are looked up when a resource first needs them, with the version its SDK names.
    getRequiredPlugins: (_call, answer) => answer(null, new language.GetRequiredPluginsResponse()),
    getRequiredPackages: (_call, answer) => answer(null, new language.GetRequiredPackagesResponse()),
    run(call, answer) {
      const cancelled = new AbortController();
      call.on("cancelled", () => cancelled.abort());
      settle(async () => runProgram(call.request, engine, processes, cancelled.signal), answer);
    },
    runPlugin(call) {
      try {
        runPlugin(call, processes);
      } catch (error) {
        call.emit("error", { code: grpc.status.UNKNOWN, details: message(error) });
      }
    },
    cancel(_call, answer) {
      processes.stopAll();
      answer(null, new google.Empty());
    },
    getPluginInfo: (_call, answer) => answer(null, new plugin.PluginInfo()),
    about(_call, answer) {
      const response = new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
      response.getMetadataMap().set("packagemanager", "npm");
      answer(null, response);
    },
    getProgramDependencies(call, answer) {
      settle(async () => {
        const directory = call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd();
        const list = call.request.getTransitivedependencies() ? allDependencies : directDependencies;
        const infos = (await list(directory)).map(({ name, version }) =>
          new language.DependencyInfo().setName(name).setVersion(version),
        );
        return new language.GetProgramDependenciesResponse().setDependenciesList(infos);
      }, answer);
    },
    installDependencies(call) {
      const text = "The lab's language host installs nothing: run `npm ci` in the project's folder.\n";
      call.write(new language.InstallDependenciesResponse().setStdout(Buffer.from(text)));
      call.end();
    },
    runtimeOptionsPrompts: (_call, answer) => answer(null, new language.RuntimeOptionsResponse()),
    template: (_call, answer) => answer(null, new language.TemplateResponse()),
    generateProgram: unimplemented,
    generateProject: unimplemented,
    generatePackage: unimplemented,
    pack: unimplemented,
    link: unimplemented,
  };
}
