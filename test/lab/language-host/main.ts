/**
 * A Pulumi language host for Node.js, for machines where the official one cannot be downloaded.
 *
 * The CLI finds `pulumi-language-nodejs` on PATH, starts it with the engine's address as last argument, and reads one
 * line from it: the port on which it serves.
 */
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { Processes } from "./processes.ts";
import { languageRuntime } from "./service.ts";

const engine = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
const processes = new Processes();

/** Nothing may outlive the CLI: it holds our stdin, which closes however the CLI ends. */
function leave(): void {
  processes.killAll();
  process.exit(0);
}
process.on("SIGINT", leave);
process.on("SIGTERM", leave);
process.on("SIGHUP", leave);
process.stdin.on("end", leave).on("error", leave).resume();

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, { ...languageRuntime(engine ?? "", processes) });
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
