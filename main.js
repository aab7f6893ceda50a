// Plain JavaScript on purpose: an older Node.js cannot read TypeScript, and would only say ERR_UNKNOWN_FILE_EXTENSION.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  throw new Error(
    `Dolphinpod needs Node.js 24 or later and this is ${process.versions.node} (${process.execPath}). ` +
      "Use `npm run pulumi -- <args>`, which brings the pinned one, or put Node.js 24 first on PATH.",
  );
}
await import("./bin/compile-cache.cjs");
// No source maps in stack traces: there are none to apply, as Node.js strips types in place, and the SDK takes a trace at
// every promise. With the cache this halves the program's time and memory.
Error.prepareStackTrace = undefined;

const { loadSdkLean } = await import("./stacks/lean-sdk.ts");
loadSdkLean();
const { outputs } = await import("./stacks/index.ts");
export default outputs;
