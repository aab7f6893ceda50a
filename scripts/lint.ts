import { runAll } from "./process.ts";

process.exitCode = await runAll([
  ["tsc", "--noEmit"],
  ["biome", "check", "--error-on-warnings", "."],
]);
