/** Global flags of the CLI that take their value from the next argument. */
const WITH_VALUE = new Set([
  "-C",
  "--cwd",
  "--color",
  "-v",
  "--verbose",
  "--tracing",
  "--profiling",
  "--memprofilerate",
]);

/** Commands that run the program or talk to providers, with their aliases. */
const NEEDS_CLUSTER = new Set([
  "up",
  "update",
  "preview",
  "pre",
  "refresh",
  "destroy",
  "down",
  "dn",
  "import",
  "watch",
  "drift",
]);

/** What the lab must know about a call of the CLI before it makes it. */
export interface Call {
  command: string | undefined;
  /** Folder given by `--cwd`, where the project is then looked for. */
  cwd: string | undefined;
  needsCluster: boolean;
}

export function readCall(args: string[]): Call {
  let cwd: string | undefined;
  let command: string | undefined;
  for (let i = 0; i < args.length && command === undefined; i++) {
    const arg = args[i] ?? "";
    if (arg.startsWith("--cwd=")) cwd = arg.slice("--cwd=".length);
    else if (!arg.startsWith("-")) command = arg;
    else if (WITH_VALUE.has(arg)) {
      i++;
      if (arg === "-C" || arg === "--cwd") cwd = args[i];
    }
  }
  const asksForHelp = args.includes("--help") || args.includes("-h");
  return { command, cwd, needsCluster: !asksForHelp && command !== undefined && NEEDS_CLUSTER.has(command) };
}
