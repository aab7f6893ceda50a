import { run } from "./process.ts";

process.exitCode = await run("biome", ["check", "--write", "."]);
