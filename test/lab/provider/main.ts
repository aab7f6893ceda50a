/**
 * Stand-in for Pulumi's Kubernetes plugin (and `random`), for machines where the official one cannot be downloaded.
 *
 * Prints the port it serves on, and lives until its standard input closes or it is told to end. The engine finds it by
 * PULUMI_DEBUG_PROVIDERS=kubernetes:<port>,random:<port>.
 */
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import { serve } from "./server.ts";
import { connectAhead } from "./settings.ts";
import { readStructsAsObjects } from "./struct.ts";

const { version } = createRequire(import.meta.url)("@pulumi/kubernetes/package.json") as { version: string };
readStructsAsObjects();
const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
serve(server, { kubernetes: version }, connectAhead());

const leave = () => process.exit(0);
process.on("SIGINT", leave).on("SIGTERM", leave);
process.stdin.on("end", leave).on("error", leave).resume();

server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
