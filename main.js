import module from "node:module";

// Plain JavaScript on purpose: an older Node.js cannot read TypeScript, and would only say ERR_UNKNOWN_FILE_EXTENSION.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  throw new Error(
    `Dolphinpod needs Node.js 24 or later and this is ${process.versions.node} (${process.execPath}). ` +
      "Use `npm run pulumi -- <args>`, which brings the pinned one, or put Node.js 24 first on PATH.",
  );
}
// Compiled modules are kept from run to run. And no source maps in stack traces: there are none to apply, as Node.js
// strips types in place, and the SDK takes a trace at every promise. Both together halve the program's time and memory.
module.enableCompileCache();
Error.prepareStackTrace = undefined;

const { loadSdkLean } = await import("./stacks/lean-sdk.ts");
loadSdkLean();
const { outputs } = await import("./stacks/index.ts");
export default outputs;
