/**
 * Runs the program with an engine that stops it at the first registration, by when everything is loaded and resolved,
 * and prints the most memory that the process held, in KiB.
 */
import { writeSync } from "node:fs";
import { loadSdkLean } from "../stacks/lean-sdk.ts";

loadSdkLean();
const { runtime } = await import("@pulumi/pulumi");

function stop(): never {
  writeSync(process.stdout.fd, String(process.resourceUsage().maxRSS));
  // The SDK would list everything that was not registered yet.
  process.removeAllListeners("exit");
  process.exit();
}

await runtime.setMocks({ call: stop, newResource: stop });
runtime.setAllConfig(JSON.parse(process.argv[2] ?? "{}"));
await import(new URL("../main.js", import.meta.url).href);
